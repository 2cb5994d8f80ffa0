package keras4j.callbacks;

import static keras4j.Args.callbacks;
import static keras4j.Args.epochs;
import static keras4j.Args.loss;
import static keras4j.Args.metrics;
import static keras4j.Args.verbose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import keras4j.History;
import keras4j.Sequential;
import keras4j.core.Json;
import keras4j.core.KerasException;
import keras4j.layers.Dense;
import keras4j.layers.Input;
import keras4j.metrics.Precision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives at a server of this process. */
class RemoteMonitorTest {
    private record Request(String method, String path, String type, String key, String body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String root;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        root = "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
        server.createContext("/", exchange -> {
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestHeaders().getFirst("X-Key"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static History fit(RemoteMonitor monitor) {
        Sequential model = new Sequential(new Input(1), new Dense(1));
        model.compile(loss("mse"));
        return model.fit(new float[3][1], new float[] {1, 2, 3}, epochs(2), verbose(0), callbacks(monitor));
    }

    private static void assertLogs(String json, int epoch, History history) {
        assertThat(Json.read("sent", json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Map.of("epoch", epoch, "loss", history.get("loss").get(epoch)));
    }

    @Test
    void aFormWithTheLogs() {
        History history = fit(new RemoteMonitor().root(root));
        assertThat(requests).hasSize(2);
        for (int epoch = 0; epoch < 2; epoch++) {
            Request request = requests.get(epoch);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/publish/epoch/end/");
            assertThat(request.type()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(request.body()).startsWith("data=");
            assertLogs(URLDecoder.decode(request.body().substring(5), StandardCharsets.UTF_8), epoch, history);
        }
    }

    @Test
    void jsonWithHeaders() {
        History history = fit(new RemoteMonitor()
                .root(root)
                .path("/logs")
                .field("unused")
                .sendAsJson(true)
                .headers(Map.of("X-Key", "secret")));
        assertThat(requests).extracting(Request::path).containsExactly("/logs", "/logs");
        assertThat(requests).extracting(Request::type).containsOnly("application/json");
        assertThat(requests).extracting(Request::key).containsOnly("secret");
        assertLogs(requests.get(1).body(), 1, history);
    }

    @Test
    void aMetricOfSeveralNumbersIsAList() {
        Sequential model = new Sequential(new Input(1), new Dense(1).activation("sigmoid"));
        model.compile(loss("mse"), metrics(new Precision().thresholds(0, 1)));
        model.fit(
                new float[2][1],
                new float[] {1, 0},
                verbose(0),
                callbacks(new RemoteMonitor().root(root).sendAsJson(true)));
        assertThat(requests.get(0).body()).contains("\"precision\":[0.5,0.0]");
    }

    @Test
    void noServerIsNoError() {
        server.stop(0);
        assertThat(fit(new RemoteMonitor().root(root)).epoch()).hasSize(2);
        assertThat(requests).isEmpty();
        assertThatThrownBy(() -> fit(new RemoteMonitor().root("no url ")))
                .isInstanceOf(KerasException.class)
                .hasMessageStartingWith("RemoteMonitor: expected an HTTP URL and headers, received ");
        assertThatThrownBy(() -> fit(new RemoteMonitor().root(root).headers(Map.of("a b", "c"))))
                .isInstanceOf(KerasException.class);
    }
}
