package dev.gatehouse.idp.edge;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The address of the client that made a request.
 *
 * <p>It is the peer's, unless the peer is a declared proxy: then the nearest address in the forwarding header that is
 * not a declared proxy itself. What stands further left was written by whoever called, and is not believed. Only the
 * one header that the proxies are declared to write is read: a client can send the other through them untouched.
 */
public final class ClientAddress {

    private final List<Network> proxies;
    private final ForwardingHeader header;

    /** The header in which the declared proxies write whom they forward for. */
    public enum ForwardingHeader {
        X_FORWARDED_FOR("X-Forwarded-For"),
        /**
         * The standard one.
         *
         * @see <a href="https://www.rfc-editor.org/rfc/rfc7239#section-5.2">RFC 7239 section 5.2</a>
         */
        FORWARDED("Forwarded");

        private final String field;

        ForwardingHeader(String field) {
            this.field = field;
        }
    }

    /** Trusts addresses and networks in CIDR notation. */
    public ClientAddress(List<String> trustedProxies, ForwardingHeader header) {
        this.proxies = trustedProxies.stream().map(Network::parse).toList();
        this.header = header;
    }

    /**
     * Checks an entry of the list of trusted proxies.
     *
     * @throws IllegalArgumentException when it is neither an address nor a network
     */
    public static void requireNetwork(String text) {
        Network.parse(text);
    }

    String of(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        if (proxies.isEmpty()) {
            return peer;
        }
        String client = peer;
        for (String hop : hopsNearestFirst(request)) {
            if (!isProxy(client)) {
                return client;
            }
            if (!isAddress(hop)) {
                return client;
            }
            client = InetAddress.ofLiteral(hop).getHostAddress();
        }
        return client;
    }

    private boolean isProxy(String address) {
        InetAddress parsed = InetAddress.ofLiteral(address);
        return proxies.stream().anyMatch(proxy -> proxy.contains(parsed));
    }

    private List<String> hopsNearestFirst(HttpServletRequest request) {
        var hops = new ArrayList<String>();
        for (String line : Collections.list(request.getHeaders(header.field))) {
            for (String element : line.split(",", -1)) {
                hops.add(header == ForwardingHeader.FORWARDED ? forParameter(element) : bare(element.strip()));
            }
        }
        return hops.reversed();
    }

    private static String forParameter(String element) {
        for (String pair : element.split(";", -1)) {
            String stripped = pair.strip();
            if (stripped.toLowerCase(Locale.ROOT).startsWith("for=")) {
                return bare(stripped.substring("for=".length()).replace("\"", ""));
            }
        }
        return "";
    }

    /** Without the port that may follow, and the brackets around IPv6 (RFC 7239 section 6). */
    private static String bare(String node) {
        if (node.startsWith("[")) {
            int end = node.indexOf(']');
            return end < 0 ? "" : node.substring(1, end);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }

    private static boolean isAddress(String text) {
        if (text.isEmpty() || text.length() > 45) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
