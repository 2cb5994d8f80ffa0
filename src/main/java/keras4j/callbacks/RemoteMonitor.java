package keras4j.callbacks;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import keras4j.Callback;
import keras4j.Logs;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.core.NumberArray;
import keras4j.core.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the logs of each epoch to a server, by HTTP POST: as a field of a form, whose text is a JSON object with "epoch", counted
 * from 0, and the logs. What cannot be sent is a warning. Keras: {@code RemoteMonitor}.
 */
public final class RemoteMonitor extends Callback {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteMonitor.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private String root = "http://localhost:9000";
    private String path = "/publish/epoch/end/";
    private String field = "data";
    private Map<String, String> headers = Map.of();
    private boolean sendAsJson;
    private HttpClient client;

    /** The server's URL; "http://localhost:9000" unless given. */
    public RemoteMonitor root(String value) {
        root = KerasException.notNull("RemoteMonitor.root", "a URL", value);
        return this;
    }

    /** What follows it; "/publish/epoch/end/" unless given. */
    public RemoteMonitor path(String value) {
        path = KerasException.notNull("RemoteMonitor.path", "a path", value);
        return this;
    }

    /** The form's field; "data" unless given. */
    public RemoteMonitor field(String value) {
        field = KerasException.notNull("RemoteMonitor.field", "a name", value);
        return this;
    }

    /** Further headers of the request, by their names. */
    public RemoteMonitor headers(Map<String, String> value) {
        KerasException.notNull("RemoteMonitor.headers", "a map", value).forEach((name, text) -> {
            KerasException.notNull("RemoteMonitor.headers", "names", name);
            KerasException.notNull("RemoteMonitor.headers, " + name, "a text", text);
        });
        headers = Map.copyOf(value);
        return this;
    }

    /** Whether the JSON object itself is sent, and no form; false unless given. */
    public RemoteMonitor sendAsJson(boolean value) {
        sendAsJson = value;
        return this;
    }

    /** @throws KerasException if root and path are no URL, or the headers none that HTTP can have */
    @Override
    public void onTrainBegin() {
        request("{}");
        client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs) {
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("epoch", epoch);
        logs.names()
                .forEach(
                        name -> sent.put(name, NumberArray.of(logs.getAll(name)).toJson()));
        String json = new String(Json.write(sent), StandardCharsets.UTF_8);
        try {
            client.send(request(json), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.warn("Could not reach RemoteMonitor root server at {}: {}", Printable.of(root), Printable.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // for fit, which ends after the step
        }
    }

    private HttpRequest request(String json) {
        String form = field + "=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
        String type = sendAsJson ? "application/json" : "application/x-www-form-urlencoded";
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                    .timeout(PATIENCE)
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString(sendAsJson ? json : form));
            headers.forEach(request::setHeader);
            return request.build();
        } catch (IllegalArgumentException e) {
            throw KerasException.expected("RemoteMonitor", "an HTTP URL and headers", e.getMessage());
        }
    }
}
