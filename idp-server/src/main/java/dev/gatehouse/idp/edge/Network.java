package dev.gatehouse.idp.edge;

import java.net.InetAddress;

/** A network of addresses in CIDR notation, or one address (RFC 4632, RFC 4291 section 2.3). */
public final class Network {

    private final byte[] prefix;
    private final int length;

    private Network(byte[] prefix, int length) {
        this.prefix = prefix;
        this.length = length;
    }

    /**
     * Reads an address or a network like {@code 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        byte[] prefix = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash))
                .getAddress();
        int bits = prefix.length * Byte.SIZE;
        int length = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (length < 0 || length > bits) {
            throw new IllegalArgumentException("not a network: " + text);
        }
        return new Network(prefix, length);
    }

    public boolean contains(InetAddress candidate) {
        byte[] address = candidate.getAddress();
        if (address.length != prefix.length) {
            return false;
        }
        int whole = length / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (address[i] != prefix[i]) {
                return false;
            }
        }
        int rest = length % Byte.SIZE;
        int mask = (0xFF00 >> rest) & 0xFF;
        return rest == 0 || (address[whole] & mask) == (prefix[whole] & mask);
    }
}
