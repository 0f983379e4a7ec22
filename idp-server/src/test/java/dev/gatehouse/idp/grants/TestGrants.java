package dev.gatehouse.idp.grants;

import java.time.Instant;
import java.util.List;

/** Grants for tests. */
public final class TestGrants {

    private TestGrants() {}

    public static Grant grant(String id, String subject, String client, Instant now) {
        return new Grant(
                id,
                "system",
                subject,
                client,
                List.of("openid", "profile"),
                List.of(),
                "session-1",
                now,
                "aal1",
                List.of("pwd"),
                1,
                1,
                false,
                null,
                false,
                now,
                now.plusSeconds(86_400));
    }
}
