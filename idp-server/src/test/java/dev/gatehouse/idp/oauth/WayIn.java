package dev.gatehouse.idp.oauth;

import static dev.gatehouse.idp.TestServer.json;

import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.clients.GrantType;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** The ways into the server, each with what it needs made ready before something happens to the account or the client. */
enum WayIn {
    /** The sign-in page, with the right password. */
    PASSWORD {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            return () -> signIn(scene.server(), scene.account().username(), scene.password());
        }
    },
    /** The page where somebody who has shown a password for one sign-in chooses their own. */
    NEW_PASSWORD {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            scene.resetPassword();
            var browser = new ScriptedBrowser(scene.server());
            HttpResponse<String> page = browser.follow(browser.submit(
                    browser.get("/login"), "username", scene.account().username(), "password", scene.password()));
            String chosen = "a candle in the hall";
            return () -> signedIn(browser.submit(page, "newPassword", chosen, "confirmation", chosen));
        }
    },
    /** A page that needs a session. */
    SESSION_COOKIE {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            return () -> page(scene.browser().get("/account/"));
        }
    },
    /** The authorization endpoint with a session, no page in between. */
    AUTHORIZATION {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            return () -> redirected(scene.browser().get(scene.client().authorize("prompt", "none")));
        }
    },
    /** A consent page that was open already. */
    CONSENT {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            HttpResponse<String> question =
                    scene.browser().follow(scene.browser().get(scene.client().authorize("prompt", "consent")));
            return () -> {
                HttpResponse<String> pressed = scene.browser().submit(question, "answer", "allow");
                return pressed.statusCode() == 303 ? redirected(scene.browser().follow(pressed)) : page(pressed);
            };
        }
    },
    /** A session that lets a device in. */
    DEVICE_APPROVAL {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            JsonNode codes = scene.startDevice();
            HttpResponse<String> question = scene.showDevice(codes);
            return () -> page(scene.browser().submit(question, "answer", "allow"));
        }
    },
    CODE {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String code = scene.client().code(scene.browser());
            return () -> tokens(scene.client().redeem(code));
        }
    },
    REFRESH {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token = scene.tokens("openid").get("refresh_token").asString();
            return () -> tokens(scene.client().refresh(token));
        }
    },
    /** A refresh token that outlives its session. */
    OFFLINE_REFRESH {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token =
                    scene.tokens("openid offline_access").get("refresh_token").asString();
            return () -> tokens(scene.client().refresh(token));
        }
    },
    DEVICE_CODE {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            JsonNode codes = scene.startDevice();
            scene.browser().submit(scene.showDevice(codes), "answer", "allow");
            Map<String, String> form = Map.of(
                    "grant_type",
                    GrantType.DEVICE_CODE,
                    "device_code",
                    codes.get("device_code").asString());
            return () -> tokens(scene.client().post("/oauth2/token", form));
        }
    },
    /** What a client sends ahead of a person. */
    PUSHED_REQUEST {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            return () ->
                    protocol(scene.client().post("/oauth2/par", scene.client().request()));
        }
    },
    DEVICE_AUTHORIZATION {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            return () -> protocol(scene.client().post("/oauth2/device_authorization", Map.of("scope", "openid")));
        }
    },
    REVOCATION {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token = scene.tokens("openid").get("refresh_token").asString();
            return () -> protocol(scene.client().post("/oauth2/revoke", Map.of("token", token)));
        }
    },
    CLIENT_CREDENTIALS {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            return () -> tokens(scene.clientCredentials());
        }
    },
    /** What a resource server is told of the person's token. */
    INTROSPECTION {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token = scene.tokens("openid").get("access_token").asString();
            return () -> introspected(scene.server(), token);
        }
    },
    /** What a resource server is told of the client's own token. */
    INTROSPECTION_OF_A_SERVICE {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token = scene.serviceToken();
            return () -> introspected(scene.server(), token);
        }
    },
    USERINFO {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token = scene.tokens("openid").get("access_token").asString();
            return () -> protocol(scene.server().get("/userinfo", token));
        }
    },
    ADMIN_API {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token = scene.tokens("openid gatehouse").get("access_token").asString();
            return () -> api(scene.server().get("/api/v1/users", token));
        }
    },
    ADMIN_API_AS_A_SERVICE {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token = scene.serviceToken();
            return () -> api(scene.server().get("/api/v1/users", token));
        }
    },
    OWN_ACCOUNT_API {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token = scene.tokens("openid gatehouse").get("access_token").asString();
            return () -> api(scene.server().get("/api/v1/me", token));
        }
    },
    /** A person asks what they may do themselves. */
    DECISION_API {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String token = scene.tokens("openid gatehouse").get("access_token").asString();
            String subject = RelyingParty.claims(token).get("sub").asString();
            return () -> api(
                    scene.server().send(question(scene, "user", subject).header("Authorization", "Bearer " + token)));
        }
    },
    /** A client asks with its secret what it may do itself. */
    DECISION_API_WITH_A_SECRET {
        @Override
        Supplier<String> prepare(StatefulScene scene) {
            String id = scene.client().id();
            return () -> api(scene.server()
                    .send(question(scene, "service", id)
                            .header("Authorization", TestServer.basic(id, RelyingParty.SECRET))));
        }
    };

    /** Makes everything ready; what is returned goes in and says how that ended. */
    abstract Supplier<String> prepare(StatefulScene scene);

    private static HttpRequest.Builder question(StatefulScene scene, String type, String id) {
        return scene.server()
                .request("/access/v1/evaluation")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"subject\":{\"type\":\"" + type + "\",\"id\":\"" + id
                        + "\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"client\",\"id\":\"x\"}}"));
    }

    private static String signIn(TestServer server, String username, String password) {
        var browser = new ScriptedBrowser(server);
        return signedIn(browser.submit(browser.get("/login"), "username", username, "password", password));
    }

    private static String signedIn(HttpResponse<String> answer) {
        boolean session = answer.headers().allValues("Set-Cookie").stream()
                .anyMatch(cookie -> cookie.startsWith("__Host-gatehouse-session="));
        return switch (answer.statusCode()) {
            case 303 ->
                session
                        ? "signed in"
                        : "sent to " + ScriptedBrowser.location(answer).replaceAll("\\?.*", "");
            case 403 -> answer.body().contains("That did not work.") && !session ? "the common text" : "another text";
            default -> answer.statusCode() + (session ? " and signed in" : "");
        };
    }

    private static String page(HttpResponse<String> answer) {
        return switch (answer.statusCode()) {
            case 200 -> "the page";
            case 303 -> "sent to " + ScriptedBrowser.location(answer).replaceAll("\\?.*", "");
            default -> String.valueOf(answer.statusCode());
        };
    }

    private static String redirected(HttpResponse<String> answer) {
        if (answer.statusCode() != 303 && answer.statusCode() != 302) {
            return answer.statusCode() == 200 && answer.body().contains("name=\"password\"")
                    ? "sent to /login"
                    : answer.statusCode() + ", no redirect";
        }
        Map<String, String> query = ScriptedBrowser.query(answer);
        return query.containsKey("code") ? "a code" : query.getOrDefault("error", ScriptedBrowser.location(answer));
    }

    private static String tokens(HttpResponse<String> answer) {
        return answer.statusCode() == 200 ? "tokens" : answer.statusCode() + " " + text(answer, "error");
    }

    private static String protocol(HttpResponse<String> answer) {
        return answer.statusCode() < 300
                ? String.valueOf(answer.statusCode())
                : answer.statusCode() + " " + text(answer, "error");
    }

    private static String introspected(TestServer server, String token) {
        HttpResponse<String> answer = server.post(
                "/oauth2/introspect", Map.of("token", token), TestServer.BOOTSTRAP_ID, TestServer.BOOTSTRAP_SECRET);
        return json(answer).get("active").asBoolean() ? "active" : answer.body();
    }

    /** What an API of ours said. */
    static String api(HttpResponse<String> answer) {
        return answer.statusCode() == 200 ? "200" : answer.statusCode() + " " + text(answer, "code");
    }

    private static String text(HttpResponse<String> answer, String member) {
        return json(answer).path(member).asString("");
    }
}
