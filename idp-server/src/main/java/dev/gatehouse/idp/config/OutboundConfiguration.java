package dev.gatehouse.idp.config;

import dev.gatehouse.idp.clients.FetchedKeys;
import dev.gatehouse.idp.outbound.HostResolver;
import dev.gatehouse.idp.outbound.OutboundClient;
import dev.gatehouse.idp.outbound.OutboundTrust;
import dev.gatehouse.idp.outbound.ReachableAddresses;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Calls that the server makes. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

    private static final Set<String> LOCALHOST = Set.of("localhost", "127.0.0.1", "[::1]");

    @Bean
    ReachableAddresses reachableAddresses(Settings settings) {
        var reachable = new ReachableAddresses(settings.outbound().allowed());
        boolean triedOut = settings.mode() == Settings.Mode.EMBEDDED
                && LOCALHOST.contains(settings.server().issuer().getHost());
        return triedOut ? reachable.andLoopback() : reachable;
    }

    @Bean
    OutboundClient outboundClient(Settings settings, ReachableAddresses reachableAddresses) {
        return new OutboundClient(
                reachableAddresses,
                HostResolver.ofSystem(),
                settings.outbound().trusted().map(OutboundTrust::certificates).orElse(List.of()));
    }

    @Bean
    FetchedKeys fetchedKeys(OutboundClient outboundClient, Clock clock) {
        return new FetchedKeys(outboundClient::get, clock);
    }
}
