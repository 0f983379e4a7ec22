package dev.gatehouse.idp.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.util.Timeout;

/** Apache's HTTP client with everything off that would lead a call elsewhere, and the guard in its resolver. */
final class HttpTransport {

    private static final int MAX_CONNECTIONS = 64;
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 100;

    private HttpTransport() {}

    static CloseableHttpClient open(
            SSLContext trust, HostResolver resolver, ReachableAddresses reachable, Duration patience) {
        Timeout timeout = Timeout.of(patience);
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(MAX_LINE)
                .setMaxHeaderCount(MAX_HEADERS)
                .build();
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new GuardedResolver(resolver, reachable))
                .setTlsSocketStrategy(ClientTlsStrategyBuilder.create()
                        .setSslContext(trust)
                        .setTlsVersions(TLS.V_1_3, TLS.V_1_2)
                        .buildClassic())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(limits)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .setMaxConnTotal(MAX_CONNECTIONS)
                .setMaxConnPerRoute(MAX_CONNECTIONS)
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                // Each call resolves and is checked for itself.
                .setConnectionReuseStrategy((request, response, context) -> false)
                // Without it a proxy of the environment would resolve the host again, out of our sight.
                .setRoutePlanner(new DefaultRoutePlanner(null))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                // What is small on the way may be large when it is unpacked.
                .disableContentCompression()
                .setUserAgent("Gatehouse")
                .build();
    }

    /** Gives the addresses that were checked, and the connection goes to one of them and nowhere else. */
    private record GuardedResolver(HostResolver resolver, ReachableAddresses reachable) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> addresses = resolver.resolve(host);
            if (addresses.isEmpty()) {
                throw new UnknownHostException(host);
            }
            // One address that is out of reach among others is no accident.
            if (!addresses.stream().allMatch(reachable::include)) {
                throw new AddressRefused(host);
            }
            return addresses.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
