package dev.gatehouse.idp.oauth;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.Client;
import dev.gatehouse.idp.clients.ClientBuilder;
import dev.gatehouse.idp.clients.ClientSecrets;
import dev.gatehouse.idp.clients.ClientStore;
import dev.gatehouse.idp.storage.ChangeId;
import java.net.http.HttpResponse;
import java.util.Map;

/** Puts clients into the store of a test server, all with one secret. */
final class RegisteredClients {

    static final String SECRET = "secret-of-every-client-in-this-test";

    private final TestServer server;

    RegisteredClients(TestServer server) {
        this.server = server;
    }

    /** A confidential client. */
    Client add(ClientBuilder client) {
        return add(client, SECRET);
    }

    Client add(ClientBuilder client, String secret) {
        return addWithoutSecret(
                client.secretHash(server.bean(ClientSecrets.class).hash(secret)));
    }

    /** A client without a secret: public, or with keys. */
    Client addWithoutSecret(ClientBuilder client) {
        Client built = client.build();
        if (!server.bean(ClientStore.class)
                .insert(built, ChangeId.unannounced())
                .written()) {
            throw new IllegalStateException("there is a client " + built.id() + " already");
        }
        return built;
    }

    /** A token of a client of its own. */
    String token(String clientId, String scope) {
        Map<String, String> form = Map.of("grant_type", "client_credentials", "scope", scope);
        HttpResponse<String> answer = server.post("/oauth2/token", form, clientId, SECRET);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return TestServer.json(answer).get("access_token").asString();
    }
}
