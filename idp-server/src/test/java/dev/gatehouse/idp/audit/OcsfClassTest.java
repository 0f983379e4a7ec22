package dev.gatehouse.idp.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OcsfClassTest {

    private static final Target TARGET = new Target("client", "c1");

    @ParameterizedTest
    @EnumSource
    void mapsEveryTokenEventWhenItsKindIsKnownThenAClass(TokenEvent.Kind kind) {
        var event =
                new TokenEvent(kind, Outcome.SUCCESS, Optional.empty(), TARGET, "system", Optional.empty(), Map.of());
        OcsfClass expected =
                event.retention() == RetentionClass.SECURITY ? OcsfClass.AUTHENTICATION : OcsfClass.API_ACTIVITY;
        assertThat(OcsfClass.of(event)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void mapsEveryServerEventWhenItsKindIsKnownThenLifecycle(ServerEvent.Kind kind) {
        assertThat(OcsfClass.of(ServerEvent.of(kind, TARGET, Map.of())).uid()).isEqualTo(6002);
    }

    @ParameterizedTest
    @EnumSource
    void mapsEveryTrailEventWhenItsKindIsKnownThenAClass(TrailEvent.Kind kind) {
        assertThat(OcsfClass.of(TrailEvent.of(kind, RetentionClass.SECURITY, TARGET, Map.of()))
                        .uid())
                .isIn(6002, 3002);
    }

    @ParameterizedTest
    @CsvSource({
        "user, 3001",
        "session, 3002",
        "token, 3002",
        "grant, 3002",
        "client, 3004",
        "signing-key, 3004",
        "workspace, 3004",
        "entry, 3005",
        "role, 3006"
    })
    void mapsChangesWhenTargetHasATypeThenItsClass(String type, int uid) {
        assertThat(OcsfClass.of(ChangeEvent.intent(type + ".created", new Target(type, "x"), "system"))
                        .uid())
                .isEqualTo(uid);
    }

    @Test
    void mapsSignInsWhenTheyEndInAnyWayThenAuthentication() {
        for (Outcome outcome : Outcome.values()) {
            var event = new SignInEvent(
                    outcome, Optional.empty(), new Target("user", "u"), "system", Optional.empty(), Map.of());
            assertThat(OcsfClass.of(event).uid()).isEqualTo(3002);
        }
    }
}
