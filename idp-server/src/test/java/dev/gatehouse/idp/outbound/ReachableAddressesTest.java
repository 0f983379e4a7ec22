package dev.gatehouse.idp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachableAddressesTest {

    private final ReachableAddresses open = new ReachableAddresses(List.of());

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"93.184.215.14", "8.8.8.8", "172.15.255.255", "172.32.0.0", "2606:4700::1111", "2a00:1450::1"})
    void reachesWhenPublicThenYes(String address) {
        assertThat(open.include(address(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:a9fe:a9fe",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "3fff::1",
                "5f00::1"
            })
    void reachesWhenNotPublicThenNo(String address) {
        assertThat(open.include(address(address))).isFalse();
    }

    @Test
    void reachesWhenItsNetworkIsAllowedThenYesAndNoOther() {
        var some = new ReachableAddresses(List.of("10.1.0.0/16", "fd00::/8", "192.168.1.7"));

        assertThat(some.include(address("10.1.2.3"))).isTrue();
        assertThat(some.include(address("::ffff:10.1.2.3"))).isTrue();
        assertThat(some.include(address("fd12::1"))).isTrue();
        assertThat(some.include(address("192.168.1.7"))).isTrue();
        assertThat(some.include(address("10.2.0.1"))).isFalse();
        assertThat(some.include(address("192.168.1.8"))).isFalse();
        assertThat(some.include(address("127.0.0.1"))).isFalse();
    }

    @Test
    void reachesWhenTriedOutOnThisMachineThenLoopbackAsWell() {
        assertThat(open.andLoopback().include(address("127.0.0.1"))).isTrue();
        assertThat(open.andLoopback().include(address("::1"))).isTrue();
        assertThat(open.andLoopback().include(address("10.0.0.1"))).isFalse();
    }
}
