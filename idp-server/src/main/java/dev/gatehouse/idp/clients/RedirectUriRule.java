package dev.gatehouse.idp.clients;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which redirect URIs may be registered: {@code https}, {@code http} on loopback, or a private-use scheme with a dot
 * (RFC 8252 section 7), written so that no two readers understand them differently (RFC 9700 section 4.1).
 */
public final class RedirectUriRule {

    public static final int MAX_LENGTH = 2_000;

    /** Why a URI is not taken. */
    public enum Fault {
        TOO_LONG("has more than " + MAX_LENGTH + " characters"),
        CHARACTERS("has characters that a URI cannot have, or a backslash"),
        ESCAPES("has a bad percent escape, or one of a slash, dot, backslash or control character"),
        NOT_ABSOLUTE("is not an absolute URI with a scheme in lower case"),
        FRAGMENT("has a fragment"),
        USER_INFORMATION("has user information or an @ in its authority"),
        WILDCARD("has a wildcard"),
        DOT_SEGMENTS("has . or .. as a path segment"),
        HOST("has no host, or one that is not a lower-case DNS name or an IP address in its usual form"),
        PORT("has a port that is not a number from 1 to 65535"),
        NOT_LOOPBACK("is http and its host is not localhost, 127.0.0.1 or [::1]"),
        SCHEME("has a scheme that is neither https nor a private-use scheme with a dot");

        private final String detail;

        Fault(String detail) {
            this.detail = detail;
        }

        /** {@code redirect-not-loopback}. */
        public String code() {
            return "redirect-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        /** The end of a sentence that begins with the URI. */
        public String detail() {
            return detail;
        }
    }

    /** RFC 3986 appendix B, for a URI that has a scheme. */
    private static final Pattern PARTS =
            Pattern.compile("([a-z][a-z0-9+.-]*):(?://([^/?#]*))?([^?#]*)(\\?[^#]*)?(#.*)?");

    private static final Pattern CHARACTERS = Pattern.compile("[!#$%&'()*+,\\-./0-9:;=?@A-Z\\[\\]_a-z~]*");
    private static final Pattern ESCAPES = Pattern.compile("(?:[^%]|%[0-9A-Fa-f]{2})*");
    private static final Pattern HIDDEN = Pattern.compile("%(?:2[eEfF]|5[cC]|[01][0-9A-Fa-f]|7[fF])");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-f:.]+]|[^:\\[\\]]*)(?::(.*))?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Pattern DOTTED_SCHEME = Pattern.compile("[a-z][a-z0-9+-]*(?:\\.[a-z0-9+-]+)+");

    private RedirectUriRule() {}

    /** The first fault, or none. */
    public static Optional<Fault> fault(String uri) {
        if (uri.length() > MAX_LENGTH) {
            return Optional.of(Fault.TOO_LONG);
        }
        if (uri.indexOf('*') >= 0) {
            return Optional.of(Fault.WILDCARD);
        }
        if (!CHARACTERS.matcher(uri).matches()) {
            return Optional.of(Fault.CHARACTERS);
        }
        if (!ESCAPES.matcher(uri).matches()) {
            return Optional.of(Fault.ESCAPES);
        }
        Matcher parts = PARTS.matcher(uri);
        if (!parts.matches()) {
            return Optional.of(Fault.NOT_ABSOLUTE);
        }
        if (parts.group(5) != null) {
            return Optional.of(Fault.FRAGMENT);
        }
        return fault(parts.group(1), Optional.ofNullable(parts.group(2)), parts.group(3));
    }

    private static Optional<Fault> fault(String scheme, Optional<String> authority, String path) {
        if (authority.filter(text -> text.indexOf('@') >= 0).isPresent()) {
            return Optional.of(Fault.USER_INFORMATION);
        }
        if (HIDDEN.matcher(path).find()) {
            return Optional.of(Fault.ESCAPES);
        }
        // Servlet containers drop what follows a semicolon before they resolve dots: "..;x" is "..".
        if (Arrays.stream(path.split("/")).anyMatch(segment -> segment.matches("\\.\\.?(?:;.*)?"))) {
            return Optional.of(Fault.DOT_SEGMENTS);
        }
        return switch (scheme) {
            case "https" -> authorityFault(authority.orElse(""), false);
            case "http" -> authorityFault(authority.orElse(""), true);
            default -> privateUseFault(scheme, authority, path);
        };
    }

    /** What is wrong with host and port of a web address. */
    static Optional<Fault> authorityFault(String authority) {
        return authorityFault(authority, false);
    }

    private static Optional<Fault> authorityFault(String authority, boolean loopbackOnly) {
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            return Optional.of(Fault.HOST);
        }
        String host = matcher.group(1);
        if (!hostname(host) && !ipv4(host) && !ipv6(host)) {
            return Optional.of(Fault.HOST);
        }
        if (matcher.group(2) != null && !port(matcher.group(2))) {
            return Optional.of(Fault.PORT);
        }
        boolean loopback = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        return loopbackOnly && !loopback ? Optional.of(Fault.NOT_LOOPBACK) : Optional.empty();
    }

    /** RFC 8252 section 7.1; an authority is tolerated as a name, since nothing resolves it. */
    private static Optional<Fault> privateUseFault(String scheme, Optional<String> authority, String path) {
        if (!DOTTED_SCHEME.matcher(scheme).matches()) {
            return Optional.of(Fault.SCHEME);
        }
        if (authority.isPresent()) {
            return hostname(authority.get()) ? Optional.empty() : Optional.of(Fault.HOST);
        }
        return path.startsWith("/") ? Optional.empty() : Optional.of(Fault.NOT_ABSOLUTE);
    }

    private static boolean hostname(String host) {
        String[] labels = host.split("\\.", -1);
        boolean labelled = host.length() <= 253
                && Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches());
        // A last label that is a number makes readers take the whole for an IPv4 address: 2130706433, 0x7f.1, 127.1.
        return labelled && !labels[labels.length - 1].matches("[0-9]+|0x[0-9a-f]*");
    }

    private static boolean ipv4(String host) {
        String[] numbers = host.split("\\.", -1);
        return numbers.length == 4
                && Arrays.stream(numbers)
                        .allMatch(number -> DECIMAL.matcher(number).matches() && Integer.parseInt(number) <= 255);
    }

    private static boolean ipv6(String host) {
        if (!host.startsWith("[")) {
            return false;
        }
        try {
            InetAddress.ofLiteral(host.substring(1, host.length() - 1));
            return host.indexOf(':') >= 0;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static boolean port(String text) {
        return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535;
    }
}
