package dev.gatehouse.idp.outbound;

import dev.gatehouse.idp.edge.Network;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * The addresses that this server calls: public ones, and those of networks that a setting allows.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA IPv4 special-purpose addresses</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA IPv6 special-purpose addresses</a>
 */
public final class ReachableAddresses {

    private static final List<Network> SPECIAL_IPV4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Outside of it nothing is global unicast (RFC 4291 section 2.4). */
    private static final Network GLOBAL_IPV6 = Network.parse("2000::/3");

    /** Within it: protocol assignments with Teredo, documentation, and 6to4, which carries an IPv4 address. */
    private static final List<Network> SPECIAL_IPV6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

    private final List<Network> allowed;

    /** @param allowed networks in CIDR notation, or addresses, that may be called though they are not public */
    public ReachableAddresses(List<String> allowed) {
        this.allowed = allowed.stream().map(Network::parse).toList();
    }

    /** With this machine itself: for a server that is tried out on it. */
    public ReachableAddresses andLoopback() {
        return new ReachableAddresses(allowed, networks(LOOPBACK.toArray(String[]::new)));
    }

    private ReachableAddresses(List<Network> some, List<Network> more) {
        this.allowed =
                java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }

    /** Whether this may be called. An IPv4 address in an IPv6 one ({@code ::ffff:…}) is the IPv4 address to Java. */
    public boolean include(InetAddress address) {
        return isPublic(address) || allowed.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet4Address
                ? SPECIAL_IPV4.stream().noneMatch(network -> network.contains(address))
                : GLOBAL_IPV6.contains(address)
                        && SPECIAL_IPV6.stream().noneMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return java.util.Arrays.stream(texts).map(Network::parse).toList();
    }
}
