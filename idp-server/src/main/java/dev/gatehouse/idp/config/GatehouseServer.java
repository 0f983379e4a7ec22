package dev.gatehouse.idp.config;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server as a Spring application. Every bean is declared in this package; nothing is scanned elsewhere. */
@SpringBootApplication(proxyBeanMethods = false)
public class GatehouseServer {

    public static void main(String[] arguments) {
        SpringApplication.run(GatehouseServer.class, arguments);
    }
}
