package dev.gatehouse.idp.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address that this server may be asked to call, as far as its text tells: https, a host that all readers understand
 * alike, no credentials, no fragment. Where the host leads is decided at each call ({@link ReachableAddresses}).
 */
public final class OutboundUrl {

    public static final int MAX_LENGTH = 2_000;

    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\\.[a-z0-9_-]{1,63})*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

    private final URI uri;

    private OutboundUrl(URI uri) {
        this.uri = uri;
    }

    /** The address, unless it has a {@link #fault}. */
    public static Optional<OutboundUrl> parse(String text) {
        return fault(text).isPresent() ? Optional.empty() : Optional.of(new OutboundUrl(URI.create(text)));
    }

    /** What is wrong with an address, as the end of a sentence. */
    public static Optional<String> fault(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.of("has more than " + MAX_LENGTH + " characters");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException malformed) {
            return Optional.of("is not a URI");
        }
        if (!"https".equals(uri.getScheme())) {
            return Optional.of("is not https");
        }
        if (uri.getRawUserInfo() != null
                || (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0)) {
            return Optional.of("has user information or an @ in its authority");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("has a fragment");
        }
        if (uri.getHost() == null || !unambiguous(uri.getHost())) {
            return Optional.of("has no host, or one that is not a DNS name or an IP address in its usual form");
        }
        return uri.getPort() == 0 || uri.getPort() > 65_535
                ? Optional.of("has a port that is not a number from 1 to 65535")
                : Optional.empty();
    }

    /** Decimal, octal, hexadecimal and short forms of IPv4 addresses are read differently by different readers. */
    private static boolean unambiguous(String host) {
        if (host.startsWith("[")) {
            return isIpv6(host.substring(1, host.length() - 1));
        }
        String lower = host.toLowerCase(Locale.ROOT);
        boolean numeric =
                NUMBER.matcher(lower.substring(lower.lastIndexOf('.') + 1)).matches();
        return HOST.matcher(lower).matches() && (!numeric || isIpv4(lower));
    }

    private static boolean isIpv4(String host) {
        if (!IPV4.matcher(host).matches()) {
            return false;
        }
        for (String number : host.split("\\.", -1)) {
            if (Integer.parseInt(number) > 255) {
                return false;
            }
        }
        return true;
    }

    /** A zone names an interface of this machine, which is nobody's to choose. */
    private static boolean isIpv6(String host) {
        try {
            return host.indexOf('%') < 0 && host.indexOf(':') >= 0 && InetAddress.ofLiteral(host) != null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    URI uri() {
        return uri;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
