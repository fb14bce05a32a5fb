package io.jenkins.plugins.intoto.engine.remote;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** A service on this machine that answers as it is told. */
public final class StandInServer implements AutoCloseable {
    /** What a service does with a request. */
    public interface Service {
        Answer answer(String path, byte[] body) throws Exception;
    }

    public record Answer(int status, byte[] body) {}

    final List<String> requests = new ArrayList<>();
    private final HttpServer server;

    public StandInServer(Service service) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            try (exchange) {
                var path = exchange.getRequestURI().getPath();
                requests.add(exchange.getRequestMethod() + " " + path);
                var answer = service.answer(path, exchange.getRequestBody().readAllBytes());
                exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
                exchange.getResponseBody().write(answer.body);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
