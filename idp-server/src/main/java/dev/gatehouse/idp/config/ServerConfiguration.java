package dev.gatehouse.idp.config;

import dev.gatehouse.idp.edge.UnreadRequestValve;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** The HTTP server: where it listens and what it calls itself. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> listening(Settings settings) {
        Settings.Server server = settings.server();
        return factory -> {
            factory.setPort(server.port());
            factory.setAddress(address(server.address()));
            factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new UnreadRequestValve()));
            factory.addConnectorCustomizers(connector -> name(connector, server.issuer()));
        };
    }

    /** Every request is one to the issuer, whatever its Host header says: links, redirects and cookies follow that. */
    private static void name(Connector connector, URI issuer) {
        boolean https = "https".equals(issuer.getScheme());
        int usual = https ? 443 : 80;
        connector.setScheme(issuer.getScheme());
        connector.setSecure(https);
        connector.setProxyName(issuer.getHost());
        connector.setProxyPort(issuer.getPort() < 0 ? usual : issuer.getPort());
    }

    private static InetAddress address(String name) {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("GATEHOUSE_ADDRESS is not an address of this machine: " + name, e);
        }
    }
}
