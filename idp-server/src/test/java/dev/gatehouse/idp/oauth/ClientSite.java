package dev.gatehouse.idp.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The web site of a client: it notes what a browser brings to its redirect URI, and says that it is there. */
final class ClientSite implements AutoCloseable {

    /** What came, by GET or POST. */
    record Visit(String method, Map<String, String> parameters) {}

    private final HttpServer server;
    private final List<Visit> visits = new CopyOnWriteArrayList<>();

    ClientSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/callback", this::answer);
        server.start();
    }

    String redirectUri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/callback";
    }

    /** The last that came. */
    Visit last() {
        return visits.getLast();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String encoded = exchange.getRequestMethod().equals("POST")
                ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                : Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        visits.add(new Visit(exchange.getRequestMethod(), ScriptedBrowser.decoded(encoded)));
        byte[] page = "<!DOCTYPE html><html lang=\"en\"><title>Client</title><h1>Back at the client</h1>"
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
