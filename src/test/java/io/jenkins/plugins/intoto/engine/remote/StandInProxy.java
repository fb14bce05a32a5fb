package io.jenkins.plugins.intoto.engine.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy on this machine, which leads all connections to one port of it, whatever host they are for. */
public final class StandInProxy implements AutoCloseable {
    /** The hosts and ports that connections were asked for. */
    public final List<String> targets = new CopyOnWriteArrayList<>();

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int port;

    public StandInProxy(int port) throws IOException {
        this.port = port;
        threads.execute(this::accept);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private void accept() {
        try {
            while (true) {
                var client = socket.accept();
                threads.execute(() -> connect(client));
            }
        } catch (IOException e) {
            targets.add("closed"); // nobody connects any more
        }
    }

    private void connect(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // Nothing is sent behind the head before it is answered.
            var head = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            targets.add(head.readLine().split(" ")[1]);
            while (!head.readLine().isEmpty()) {
                // headers say nothing that matters
            }
            client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var back = threads.submit(() -> {
                server.getInputStream().transferTo(client.getOutputStream());
                return null;
            });
            client.getInputStream().transferTo(server.getOutputStream());
            back.cancel(true);
        } catch (IOException e) {
            targets.add("broken"); // the client sees it too
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
