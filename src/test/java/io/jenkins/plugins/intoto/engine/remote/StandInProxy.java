package io.jenkins.plugins.intoto.engine.remote;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy on this machine, which leads all connections to one port of it, whatever host they are for. */
public final class StandInProxy implements AutoCloseable {
    /** The hosts and ports, or the addresses, that the first requests of connections were for. */
    public final List<String> targets = new CopyOnWriteArrayList<>();

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int port;
    private final Optional<String> authorization;

    public StandInProxy(int port) throws IOException {
        this(port, Optional.empty());
    }

    /**
     * @param port where all connections lead
     * @param account whose connections alone are let through
     */
    public StandInProxy(int port, Optional<OciCredentials> account) throws IOException {
        this.port = port;
        this.authorization = account.map(OciCredentials::basic);
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
            var head = head(client.getInputStream());
            if (authorization.isPresent() && !head.contains("Proxy-Authorization: " + authorization.get() + "\r\n")) {
                targets.add("refused");
                write(
                        client,
                        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n");
                return;
            }
            targets.add(head.split(" ")[1]);
            if (head.startsWith("CONNECT ")) {
                write(client, "HTTP/1.1 200 OK\r\n\r\n");
            } else {
                write(server, head);
            }
            var back = threads.submit(() -> {
                try {
                    return server.getInputStream().transferTo(client.getOutputStream());
                } finally {
                    client.shutdownOutput();
                }
            });
            client.getInputStream().transferTo(server.getOutputStream());
            back.cancel(true);
        } catch (IOException e) {
            targets.add("broken"); // the client sees it too
        }
    }

    /** The head of a request, byte by byte: what comes behind it is the server's. */
    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended within the head of a request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void write(Socket to, String head) throws IOException {
        to.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
