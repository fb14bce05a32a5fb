package io.jenkins.plugins.intoto.acceptance;

import io.jenkins.plugins.intoto.InteropTools;
import io.jenkins.plugins.intoto.Tool;
import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Chromium without a window, driven by the Chrome DevTools Protocol. */
final class HeadlessBrowser implements AutoCloseable, WebSocket.Listener {
    private static final int TIME_LIMIT_SECONDS = 60;

    private final Process process;
    private final HttpClient client =
            HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();
    private final WebSocket socket;
    private final StringBuilder message = new StringBuilder();
    private final AtomicInteger lastCommand = new AtomicInteger();
    private final Map<Long, CompletableFuture<Map<?, ?>>> answers = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
    private volatile String policy = "";

    /**
     * Starts it.
     *
     * @param profile an empty directory
     */
    HeadlessBrowser(Path profile) throws IOException {
        process = InteropTools.start(new ProcessBuilder(
                        Tool.CHROMIUM.path().orElseThrow().toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--no-proxy-server",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=1280,1000",
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile()));
        var port = profile.resolve("DevToolsActivePort");
        Patience.until(
                "the browser starts",
                TIME_LIMIT_SECONDS,
                () -> Files.exists(port) && Files.readString(port).contains("\n"));
        var address = "http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list";
        socket = client.newWebSocketBuilder().buildAsync(page(address), this).join();
        command("Page.enable", Map.of());
        command("Network.enable", Map.of());
        command("Log.enable", Map.of());
        command("Runtime.enable", Map.of());
    }

    private URI page(String address) throws IOException {
        try {
            var answer = client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofByteArray());
            for (var target : (List<?>) Json.parse(answer.body(), address, JsonLimits.DEFAULT)) {
                if (target instanceof Map<?, ?> page && "page".equals(page.get("type"))) {
                    return URI.create((String) page.get("webSocketDebuggerUrl"));
                }
            }
            throw new IOException("the browser shows no page");
        } catch (MalformedJsonException e) {
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Map<?, ?> command(String method, Map<String, ?> parameters) {
        return send(method, parameters)
                .orTimeout(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private CompletableFuture<Map<?, ?>> send(String method, Map<String, ?> parameters) {
        long id = lastCommand.incrementAndGet();
        var answer = new CompletableFuture<Map<?, ?>>();
        answers.put(id, answer);
        var text = Json.compact(Map.of("id", id, "method", method, "params", parameters));
        synchronized (socket()) {
            socket.sendText(new String(text, StandardCharsets.UTF_8), true).join();
        }
        return answer;
    }

    private Object socket() {
        return answers;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            var text = message.toString();
            message.setLength(0);
            try {
                receive((Map<?, ?>) Json.parse(text.getBytes(StandardCharsets.UTF_8), "browser", JsonLimits.DEFAULT));
            } catch (MalformedJsonException e) {
                complaints.add(e.getMessage());
            }
        }
        from.request(1);
        return null;
    }

    private void receive(Map<?, ?> received) {
        if (received.get("id") instanceof Long id) {
            var answer = answers.remove(id);
            if (received.get("error") != null) {
                answer.completeExceptionally(
                        new IOException(received.get("error").toString()));
            } else {
                answer.complete((Map<?, ?>) received.get("result"));
            }
            return;
        }
        var parameters = (Map<?, ?>) received.get("params");
        switch ((String) received.get("method")) {
            case "Page.loadEventFired" -> loaded.complete(null);
            case "Log.entryAdded" -> {
                var entry = (Map<?, ?>) parameters.get("entry");
                // Interventions are of the browser, such as not asking whether to leave a form that nobody has touched.
                if (!"intervention".equals(entry.get("source"))) {
                    complaints.add(entry.get("text").toString());
                }
            }
            case "Runtime.exceptionThrown" ->
                complaints.add(((Map<?, ?>) parameters.get("exceptionDetails")).toString());
            case "Fetch.requestPaused" -> goOn(parameters);
            default -> {}
        }
    }

    /**
     * Adds the policy to what the server has answered, beside one that the server has. It must be answered anew: a header alone
     * comes too late.
     */
    private void goOn(Map<?, ?> paused) {
        var headers = new ArrayList<Object>();
        for (var header : (List<?>) paused.get("responseHeaders")) {
            var name = ((Map<?, ?>) header).get("name").toString().toLowerCase(Locale.ROOT);
            if (!Set.of("content-encoding", "content-length").contains(name)) {
                headers.add(header);
            }
        }
        headers.add(Map.of("name", "Content-Security-Policy", "value", policy));
        var id = paused.get("requestId");
        send("Fetch.getResponseBody", Map.of("requestId", id)).thenAccept(answer -> {
            var body = (String) answer.get("body");
            var encoded = Boolean.TRUE.equals(answer.get("base64Encoded"))
                    ? body
                    : Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
            send(
                    "Fetch.fulfillRequest",
                    Map.of(
                            "requestId", id,
                            "responseCode", paused.get("responseStatusCode"),
                            "responseHeaders", headers,
                            "body", encoded));
        });
    }

    /** Sends a header Authorization with every request. */
    void authorize(String header) {
        command("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Authorization", header)));
    }

    /** Has every page obey the content security policy that Jenkins can be made to enforce from 2.539 on. */
    void enforceStrictPolicy() {
        policy = "base-uri 'none'; default-src 'self'; form-action 'self'; frame-ancestors 'self';"
                + " img-src 'self' data:; script-src 'self'; style-src 'self' 'unsafe-inline'";
        command(
                "Fetch.enable",
                Map.of("patterns", List.of(Map.of("resourceType", "Document", "requestStage", "Response"))));
    }

    /**
     * Has pages in a window of a width, 900 pixels high.
     *
     * @param width in CSS pixels
     * @param zoom how many pixels of the screen a CSS pixel is
     * @param dark whether the reader prefers dark pages
     */
    void window(int width, int zoom, boolean dark) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", zoom, "mobile", false));
        var scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    /** Presses the key that moves on to the next element. */
    void tab() {
        for (var type : List.of("rawKeyDown", "keyUp")) {
            command(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", "Tab", "code", "Tab", "windowsVirtualKeyCode", 9));
        }
    }

    /** Whether pages may run scripts. */
    void scripting(boolean allowed) {
        command("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** Shows a page; whatever was complained about before is forgotten. */
    void open(URI address) {
        complaints.clear();
        goingToAnotherPage();
        command("Page.navigate", Map.of("url", address.toString()));
        awaitPage();
    }

    private void goingToAnotherPage() {
        loaded = new CompletableFuture<>();
    }

    private void awaitPage() {
        loaded.orTimeout(TIME_LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Runs a script that leads to another page. */
    void follow(String script) {
        goingToAnotherPage();
        evaluate(script);
        awaitPage();
    }

    /** Errors of scripts, violations of policies and requests that failed since the page was opened. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What a script comes to; if that is a promise, what is promised. It must not throw anything. */
    Object evaluate(String script) {
        var answer =
                command("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (answer.get("exceptionDetails") != null) {
            throw new AssertionError(script + " throws " + answer.get("exceptionDetails"));
        }
        return ((Map<?, ?>) answer.get("result")).get("value");
    }

    /** The page as it stands, as HTML. */
    String html() {
        var root = (Map<?, ?>) command("DOM.getDocument", Map.of()).get("root");
        return (String) command("DOM.getOuterHTML", Map.of("nodeId", root.get("nodeId")))
                .get("outerHTML");
    }

    /** Takes a picture of the whole page, in a window so high that what sticks to its lower edge covers nothing. */
    void screenshot(Path file) throws IOException {
        var before = (Map<?, ?>) evaluate("({width: innerWidth, height: innerHeight, zoom: devicePixelRatio})");
        window(before, evaluate("Math.max(innerHeight, document.documentElement.scrollHeight)"));
        var size = (Map<?, ?>) command("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        var clip = Map.of("x", 0, "y", 0, "width", size.get("width"), "height", size.get("height"), "scale", 1);
        var answer = command("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode((String) answer.get("data")));
        window(before, before.get("height"));
    }

    private void window(Map<?, ?> like, Object height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        like.get("width"),
                        "height",
                        height,
                        "deviceScaleFactor",
                        like.get("zoom"),
                        "mobile",
                        false));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
