"""What the real TensorBoard reads in a folder of event files: its scalars, histograms, images, and graphs of layers, as JSON.

    python src/test/python/read_events.py FOLDER < /dev/null
"""

import io
import json
import sys
from pathlib import Path

from PIL import Image
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
from tensorboard.plugins.graph.keras_util import keras_model_to_graph_def
from tensorboard.util import tensor_util


def image(data):
    width, height, *files = data
    found = [Image.open(io.BytesIO(file)) for file in files]
    assert all(i.size == (int(width), int(height)) for i in found)
    return [[int(width), int(height)], *[list(i.getdata()) for i in found]]


def shown(plugin, value):
    data = tensor_util.make_ndarray(value.tensor)
    if plugin == "graph_keras_model":
        graph = keras_model_to_graph_def(json.loads(data.item()))
        return {node.name: list(node.input) for node in graph.node}
    return image(data.tolist()) if plugin == "images" else data.tolist()


def events(folder):
    """Of each file in each folder all values in their order: [folder, plugin, class of data, tag, step, value]."""
    found = []
    for file in sorted(Path(folder).rglob("events.out.tfevents.*")):
        plugins, first = {}, True
        for event in EventFileLoader(str(file)).Load():
            if first:
                assert event.file_version == "brain.Event:2"
                first = False
            for value in event.summary.value:
                if value.HasField("metadata"):
                    plugins[value.tag] = value.metadata.plugin_data.plugin_name, value.metadata.data_class
                plugin, kind = plugins[value.tag]
                found.append([str(file.parent.relative_to(folder)), plugin, kind, value.tag, event.step, shown(plugin, value)])
    return found


if __name__ == "__main__":
    print(json.dumps(events(sys.argv[1])))
