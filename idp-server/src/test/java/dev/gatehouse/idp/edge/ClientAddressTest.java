package dev.gatehouse.idp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.idp.edge.ClientAddress.ForwardingHeader;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {

    private static final List<String> PROXIES = List.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7");

    private static MockHttpServletRequest from(String peer, String header, String... lines) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        for (String line : lines) {
            request.addHeader(header, line);
        }
        return request;
    }

    @Nested
    class XForwardedFor {

        private final ClientAddress address = new ClientAddress(PROXIES, ForwardingHeader.X_FORWARDED_FOR);

        @Test
        void readsWhenPeerIsNoProxyThenThePeer() {
            assertThat(address.of(from("203.0.113.9", "X-Forwarded-For", "198.51.100.1")))
                    .isEqualTo("203.0.113.9");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "198.51.100.1 | 198.51.100.1",
                    "6.6.6.6, 198.51.100.1 | 198.51.100.1",
                    "6.6.6.6, 198.51.100.1, 10.1.1.1 | 198.51.100.1",
                    "198.51.100.1:4711 | 198.51.100.1",
                    "2001:DB9::1 | 2001:db9:0:0:0:0:0:1",
                    "[2001:db9::1]:4711 | 2001:db9:0:0:0:0:0:1",
                    "6.6.6.6, unknown | 10.0.0.1",
                    "6.6.6.6, | 10.0.0.1",
                    "6.6.6.6, localhost | 10.0.0.1",
                    "10.2.2.2, 10.1.1.1 | 10.2.2.2"
                })
        void readsWhenPeerIsAProxyThenTheNearestThatIsNone(String forwarded, String client) {
            assertThat(address.of(from("10.0.0.1", "X-Forwarded-For", forwarded)))
                    .isEqualTo(client);
        }

        @Test
        void readsWhenHeaderIsRepeatedThenTheLastLineIsNearest() {
            assertThat(address.of(from("10.0.0.1", "X-Forwarded-For", "6.6.6.6", "198.51.100.1")))
                    .isEqualTo("198.51.100.1");
        }

        @Test
        void readsWhenOnlyTheOtherHeaderIsThereThenItIsNotBelieved() {
            assertThat(address.of(from("10.0.0.1", "Forwarded", "for=6.6.6.6"))).isEqualTo("10.0.0.1");
        }
    }

    @Nested
    class Forwarded {

        private final ClientAddress address = new ClientAddress(PROXIES, ForwardingHeader.FORWARDED);

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "for=198.51.100.1 | 198.51.100.1",
                    "for=6.6.6.6, proto=https;For=\"198.51.100.1:80\";by=10.0.0.1 | 198.51.100.1",
                    "for=\"[2001:db9::1]:4711\" | 2001:db9:0:0:0:0:0:1",
                    "for=6.6.6.6, for=_hidden | 10.0.0.1",
                    "for=6.6.6.6, by=198.51.100.1 | 10.0.0.1"
                })
        void readsWhenPeerIsAProxyThenTheNearestThatIsNone(String forwarded, String client) {
            assertThat(address.of(from("10.0.0.1", "Forwarded", forwarded))).isEqualTo(client);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.1.1,true",
        "10.0.0.0/8,11.0.0.0,false",
        "10.0.0.0/9,10.127.0.1,true",
        "10.0.0.0/9,10.128.0.1,false",
        "192.0.2.7,192.0.2.7,true",
        "192.0.2.7,192.0.2.6,false",
        "0.0.0.0/0,8.8.8.8,true",
        "0.0.0.0/0,::1,false",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false"
    })
    void containsWhenPrefixAgreesThenOnlyThen(String network, String address, boolean contained) {
        assertThat(Network.parse(network).contains(java.net.InetAddress.ofLiteral(address)))
                .isEqualTo(contained);
    }
}
