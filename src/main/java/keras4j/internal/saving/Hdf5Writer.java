package keras4j.internal.saving;

import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import keras4j.core.KerasException;
import keras4j.core.Shape;
import keras4j.core.WeightSpec;
import keras4j.internal.graph.Slot;
import keras4j.internal.tensor.Tensor;

/**
 * An HDF5 file that is being written, by the format's specification (version 3.0): superblock 2, object headers 2 that hold
 * their links, contiguous numbers, and texts in the global heap. All places are known before the first byte, so that numbers are
 * streamed from where they are: nothing is copied, and no other file is needed.
 */
final class Hdf5Writer {
    private static final long UNDEFINED = -1;
    private static final int SUPERBLOCK_SIZE = 48;

    /** What a link has beside the name, and the most bytes of a name that a link and an attribute have room for. */
    private static final int LINK_SIZE = 17;

    private static final int MAX_NAME = 65_000;

    /** As many references to texts as an attribute has room for. */
    private static final int MAX_TEXTS = 4_000;

    private static final byte[] FLOAT32 = {0x11, 0x20, 0x1f, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0};
    private static final byte[] INT64 = {0x10, 8, 0, 0, 8, 0, 0, 0, 0, 0, 64, 0};
    /** Of any length, UTF-8. */
    private static final byte[] TEXT = {0x19, 1, 1, 0, 16, 0, 0, 0, 0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0};

    private static final int DATASPACE = 1;
    private static final int LINK_INFO = 2;
    private static final int DATATYPE = 3;
    private static final int FILL_VALUE = 5;
    private static final int LINK = 6;
    private static final int LAYOUT = 8;
    private static final int GROUP_INFO = 10;
    private static final int ATTRIBUTE = 12;

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A group or a dataset. */
    private static final class Node {
        private final LittleEndianBytes messages = new LittleEndianBytes();
        private final Map<String, Node> links = new LinkedHashMap<>();
        private int linkSize;
        private long address;
        /** Of a dataset. */
        private Content content;

        private long contentSize;
        private long contentAddress = UNDEFINED;

        /** Of its header: signature, version, flags, length, messages, checksum. */
        long size() {
            long layout = content == null ? 0 : 4 + 18;
            return 4 + 1 + 1 + 4 + messages.size() + layout + linkSize + 4;
        }
    }

    private final Hdf5Texts texts = new Hdf5Texts(SUPERBLOCK_SIZE);
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> groups = new LinkedHashMap<>();

    Hdf5Writer() {
        groups.put("", newGroup());
    }

    private Node newNode() {
        Node node = new Node();
        nodes.add(node);
        return node;
    }

    private Node newGroup() {
        Node group = newNode();
        message(
                group.messages,
                LINK_INFO,
                new LittleEndianBytes().number(2, 0).number(8, UNDEFINED).number(8, UNDEFINED));
        message(group.messages, GROUP_INFO, new LittleEndianBytes().number(2, 0));
        return group;
    }

    private static void message(LittleEndianBytes to, int type, LittleEndianBytes content) {
        to.number(1, type).number(2, content.size()).number(1, 0).bytes(content.toByteArray());
    }

    /** Makes the group with this path, and all those on the way that are not there yet. */
    void group(String path) {
        node(path);
    }

    private Node node(String path) {
        Node group = groups.get(path);
        if (group == null) {
            int slash = path.lastIndexOf('/');
            Node parent = node(path.substring(0, Math.max(0, slash)));
            group = newGroup();
            link(parent, path.substring(slash + 1), group);
            groups.put(path, group);
        }
        return group;
    }

    private static void link(Node group, String name, Node to) {
        if (group.links.put(name, to) != null) {
            throw new IllegalArgumentException("two of one name: " + name);
        }
        group.linkSize += LINK_SIZE + utf8(name).length;
    }

    private static byte[] utf8(String name) {
        if (name.equals(".") || name.indexOf(0) >= 0) { // the group itself; the end of a name
            throw KerasException.expected("HDF5", "names without character 0, and not \".\"", name);
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_NAME) {
            throw KerasException.expected(
                    "HDF5", "names of at most " + MAX_NAME + " bytes; .keras has longer ones", bytes.length);
        }
        return bytes;
    }

    /** Adds a weight. */
    void put(String path, String name, float[] weights, Slot slot) {
        if (slot.spec().kind() == WeightSpec.Kind.COUNTER) {
            put(path, name, (long) weights[slot.offset()]);
        } else {
            put(path, name, weights, slot.offset(), slot.spec().shape());
        }
    }

    /** Adds row-major numbers, which are read when they are written. */
    void put(String path, String name, float[] values, int from, Shape shape) {
        Tensor tensor = new Tensor(values, from, shape.dims());
        put(path, name, FLOAT32, (long) tensor.size() * Float.BYTES, tensor::writeTo, shape.dims());
    }

    /** Adds a whole number. */
    void put(String path, String name, long value) {
        byte[] bytes = new LittleEndianBytes().number(Long.BYTES, value).toByteArray();
        put(path, name, INT64, bytes.length, out -> out.write(bytes));
    }

    private void put(String path, String name, byte[] type, long size, Content content, int... dims) {
        Node dataset = newNode();
        message(dataset.messages, DATASPACE, dataspace(dims));
        message(dataset.messages, DATATYPE, new LittleEndianBytes().bytes(type));
        message(
                dataset.messages,
                FILL_VALUE,
                new LittleEndianBytes().number(1, 3).number(1, 0x0a));
        dataset.content = content;
        dataset.contentSize = size;
        link(node(path), name, dataset);
    }

    private static LittleEndianBytes dataspace(int... dims) {
        boolean isScalar = dims.length == 0;
        LittleEndianBytes bytes = new LittleEndianBytes()
                .number(1, 2)
                .number(1, dims.length)
                .number(1, 0)
                .number(1, isScalar ? 0 : 1);
        for (int dim : dims) {
            bytes.number(8, dim);
        }
        return bytes;
    }

    /** Adds a text as an attribute. */
    void attribute(String path, String name, String text) {
        attribute(path, name, dataspace(), List.of(text));
    }

    /** Adds names as an attribute, or as several, name0, name1, .. if there are many, as Keras does; nothing if there are none. */
    void attribute(String path, String name, List<String> all) {
        for (int i = 0; i * MAX_TEXTS < all.size(); i++) {
            List<String> part = all.subList(i * MAX_TEXTS, Math.min(all.size(), (i + 1) * MAX_TEXTS));
            attribute(path, all.size() > MAX_TEXTS ? name + i : name, dataspace(part.size()), part);
        }
    }

    private void attribute(String path, String name, LittleEndianBytes dataspace, List<String> values) {
        byte[] key = utf8(name);
        LittleEndianBytes attribute =
                new LittleEndianBytes().number(1, 3).number(1, 0).number(2, key.length + 1);
        attribute.number(2, TEXT.length).number(2, dataspace.size()).number(1, 1);
        attribute.bytes(key).number(1, 0).bytes(TEXT).bytes(dataspace.toByteArray());
        values.forEach(text -> attribute.bytes(texts.add(text)));
        message(node(path).messages, ATTRIBUTE, attribute);
    }

    /** How many bytes the file has; nothing may be added after it. */
    long size() {
        return place();
    }

    /** Writes the file, once or more often; nothing may be added after it. */
    void writeTo(OutputStream out) throws IOException {
        long end = place();
        LittleEndianBytes superblock =
                new LittleEndianBytes().bytes((byte) 0x89).ascii("HDF\r\n\u001a\n");
        superblock
                .number(1, 2)
                .number(1, 8)
                .number(1, 8)
                .number(1, 0)
                .number(8, 0)
                .number(8, UNDEFINED);
        writeChecked(superblock.number(8, end).number(8, nodes.get(0).address), out);
        texts.writeTo(out);
        for (Node node : nodes) {
            writeChecked(header(node), out);
        }
        long written = nodes.get(nodes.size() - 1).address
                + nodes.get(nodes.size() - 1).size();
        for (Node node : nodes) {
            if (node.contentSize > 0) {
                out.write(new byte[(int) (node.contentAddress - written)]);
                node.content.writeTo(out);
                written = node.contentAddress + node.contentSize;
            }
        }
    }

    /** Gives everything its place, and returns where the file ends. */
    private long place() {
        long end = texts.finish();
        for (Node node : nodes) {
            node.address = end;
            end += node.size();
        }
        for (Node node : nodes) {
            if (node.contentSize > 0) {
                node.contentAddress = end + (-end & 7);
                end = node.contentAddress + node.contentSize;
            }
        }
        return end;
    }

    private static LittleEndianBytes header(Node node) {
        LittleEndianBytes header =
                new LittleEndianBytes().ascii("OHDR").number(1, 2).number(1, 2);
        header.number(4, node.size() - 14).bytes(node.messages.toByteArray());
        if (node.content != null) {
            message(
                    header,
                    LAYOUT,
                    new LittleEndianBytes()
                            .number(1, 3)
                            .number(1, 1)
                            .number(8, node.contentAddress)
                            .number(8, node.contentSize));
        }
        node.links.forEach((name, to) -> {
            byte[] bytes = utf8(name);
            message(
                    header,
                    LINK,
                    new LittleEndianBytes()
                            .number(1, 1)
                            .number(1, 0x11)
                            .number(1, 1)
                            .number(2, bytes.length)
                            .bytes(bytes)
                            .number(8, to.address));
        });
        return header;
    }

    private static void writeChecked(LittleEndianBytes bytes, OutputStream out) throws IOException {
        bytes.number(4, JenkinsLookup3HashLittle.hash(bytes.toByteArray())).writeTo(out);
    }
}
