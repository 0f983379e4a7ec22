package dev.gatehouse.idp.config;

import dev.gatehouse.idp.audit.AuditTrail;
import dev.gatehouse.idp.audit.ChangeWitness;
import dev.gatehouse.idp.clients.ClientOrigins;
import dev.gatehouse.idp.clients.ClientSecrets;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.clients.Clients;
import dev.gatehouse.idp.clients.FirstClients;
import dev.gatehouse.idp.clients.SpringClients;
import dev.gatehouse.idp.edge.AllowedOrigins;
import dev.gatehouse.idp.secrets.KeyedHash;
import dev.gatehouse.idp.storage.DocumentStore;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/** Registered clients, and those of the first start. */
@Configuration(proxyBeanMethods = false)
class ClientsConfiguration {

    @Bean
    ClientStore clientStore(DocumentStore documents) {
        return new ClientStore(documents);
    }

    @Bean
    ChangeWitness clientWitness(ClientStore clientStore) {
        return clientStore.witness();
    }

    @Bean
    Clients clients(ClientStore clientStore) {
        return new Clients(clientStore);
    }

    @Bean
    AllowedOrigins originsOfClients(ClientStore clientStore, Clients clients) {
        return new ClientOrigins(clientStore, clients)::include;
    }

    @Bean
    ClientSecrets clientSecrets(KeyedHash keyedHash, SecureRandom secureRandom) {
        return new ClientSecrets(keyedHash, secureRandom);
    }

    @Bean
    RegisteredClientRepository springClients(Clients clients) {
        return new SpringClients(clients);
    }

    @Bean
    FirstClients firstClients(
            ClientStore clientStore,
            DocumentStore documents,
            ClientSecrets clientSecrets,
            AuditTrail auditTrail,
            Clock clock) {
        return new FirstClients(clientStore, documents, clientSecrets, auditTrail, clock);
    }
}
