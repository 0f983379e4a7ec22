package dev.gatehouse.idp.config;

import dev.gatehouse.idp.access.FirstModel;
import dev.gatehouse.idp.accounts.AccountDirectory;
import dev.gatehouse.idp.accounts.FirstAdministrator;
import dev.gatehouse.idp.accounts.Username;
import dev.gatehouse.idp.clients.BootstrapCredentials;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientId;
import dev.gatehouse.idp.clients.ClientKind;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.clients.FirstClients;
import dev.gatehouse.idp.storage.Stored;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the first start creates beside the first administrator: clients, then who may do what. */
@Configuration(proxyBeanMethods = false)
class FirstStartConfiguration {

    /** Runs when every bean is there, the first administrator too, and before the server listens. */
    @Bean
    SmartInitializingSingleton firstStart(
            Settings settings,
            FirstClients firstClients,
            FirstModel firstModel,
            AccountDirectory accountDirectory,
            ClientStore clientStore) {
        return () -> {
            Optional<BootstrapCredentials> bootstrap = settings.bootstrapClient()
                    .map(client -> new BootstrapCredentials(
                            new ClientId(client.id()), client.secret().reveal()));
            firstClients.create(settings.server().issuer().toString(), bootstrap);
            firstModel.create(
                    administrator(accountDirectory),
                    bootstrap
                            .map(BootstrapCredentials::id)
                            .filter(id -> isBootstrap(clientStore, id))
                            .map(ClientId::value));
        };
    }

    private static Optional<String> administrator(AccountDirectory accounts) {
        return Username.parse(FirstAdministrator.USERNAME)
                .flatMap(name -> accounts.withUsername(AccountsConfiguration.WORKSPACE, name))
                .map(Stored::value)
                .map(account -> account.id().value());
    }

    private static boolean isBootstrap(ClientStore clients, ClientId id) {
        return clients.find(id)
                .map(Stored::value)
                .map(Client::kind)
                .filter(ClientKind.BOOTSTRAP::equals)
                .isPresent();
    }
}
