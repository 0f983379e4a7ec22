package dev.gatehouse.idp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private static Settings read(String... namesAndValues) {
        var freePorts = new ArrayDeque<>(List.of(40_001, 40_002));
        return new SettingsReader(freePorts::remove).read(map(namesAndValues));
    }

    private static Map<String, String> map(String... namesAndValues) {
        var map = new HashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private static List<String> problems(String... namesAndValues) {
        SettingsInvalid invalid = catchThrowableOfType(SettingsInvalid.class, () -> read(namesAndValues));
        assertThat(invalid).as("refusal of %s", Arrays.toString(namesAndValues)).isNotNull();
        return invalid.problems();
    }

    @Nested
    class Defaults {

        @Test
        void readsWhenNothingIsSetThenTheEmbeddedDefault() {
            Settings settings = read();

            assertThat(settings.mode()).isEqualTo(Settings.Mode.EMBEDDED);
            assertThat(settings.server().address()).isEqualTo("127.0.0.1");
            assertThat(settings.server().port()).isEqualTo(9000);
            assertThat(settings.server().managementPort()).isEqualTo(9001);
            assertThat(settings.server().issuer()).isEqualTo(URI.create("http://localhost:9000"));
            assertThat(settings.data()).isEqualTo(Path.of("data"));
            assertThat(settings.tokens().accessLifetime()).isEqualTo(Duration.ofHours(15));
            assertThat(settings.audit().retention()).isEqualTo(Duration.ofDays(400));
            assertThat(settings.audit().trafficRetention()).isEqualTo(Duration.ofDays(30));
            assertThat(settings.sessions().idleLimit()).isEqualTo(Duration.ofMinutes(30));
            assertThat(settings.sessions().absoluteLimit()).isEqualTo(Duration.ofHours(12));
            assertThat(settings.signIn()).isEqualTo(new Settings.SignIn(20, 10));
            assertThat(settings.masterKey()).isEmpty();
            assertThat(settings.bootstrapClient()).isEmpty();
        }

        @Test
        void readsWhenPortIsSetThenIssuerFollows() {
            assertThat(read("GATEHOUSE_PORT", "8080").server().issuer()).isEqualTo(URI.create("http://localhost:8080"));
        }

        @Test
        void readsWhenPortIsZeroThenIssuerFollowsTheFreePort() {
            Settings settings = read("gatehouse.port", "0", "gatehouse.management.port", "0");

            assertThat(settings.server().issuer())
                    .isEqualTo(
                            URI.create("http://localhost:" + settings.server().port()));
            assertThat(settings.server().port()).isNotEqualTo(settings.server().managementPort());
        }

        @Test
        void readsWhenRetentionIsShortThenTrafficIsNotKeptLonger() {
            assertThat(read("GATEHOUSE_AUDIT_RETENTION", "7d").audit().trafficRetention())
                    .isEqualTo(Duration.ofDays(7));
        }

        @Test
        void readsWhenValueIsEmptyThenAsIfUnset() {
            assertThat(read("GATEHOUSE_PORT", " ").server().port()).isEqualTo(9000);
        }
    }

    @Nested
    class Names {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GATEHOUSE_BOOTSTRAP_CLIENT_ID",
                    "gatehouse.bootstrap.client-id",
                    "gatehouse.bootstrap.clientId",
                    "gatehouse.bootstrap-client-id"
                })
        void readsWhenNameIsSpelledEitherWayThenSameSetting(String name) {
            Settings settings = read(name, "ci", "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET", SECRET);

            assertThat(settings.bootstrapClient().orElseThrow().id()).isEqualTo("ci");
        }

        @Test
        void readsWhenNameIsUnknownThenRefusalNamesItAndTheClosest() {
            assertThat(problems("GATEHOUSE_ISUER", "https://id.example"))
                    .containsExactly("GATEHOUSE_ISUER is not a setting; did you mean GATEHOUSE_ISSUER?");
            assertThat(problems("gatehouse.managment.port", "1"))
                    .containsExactly(
                            "gatehouse.managment.port is not a setting; did you mean gatehouse.management.port?");
            assertThat(problems("GATEHOUSE_SOMETHING_ELSE_ENTIRELY", "1"))
                    .containsExactly("GATEHOUSE_SOMETHING_ELSE_ENTIRELY is not a setting.");
        }

        @ParameterizedTest
        @CsvSource({
            "GATEHOUSE_PORT,tcp://10.0.0.7:9000",
            "GATEHOUSE_PORT_9000_TCP,tcp://10.0.0.7:9000",
            "GATEHOUSE_PORT_9000_TCP_ADDR,10.0.0.7",
            "GATEHOUSE_SERVICE_HOST,10.0.0.7",
            "GATEHOUSE_SERVICE_PORT,9000",
            "GATEHOUSE_SERVICE_PORT_HTTP,9000",
            "GATEHOUSE_MANAGEMENT_PORT,tcp://10.0.0.7:9001",
            "GATEHOUSE_MANAGEMENT_SERVICE_HOST,10.0.0.7",
            "GATEHOUSE_MANAGEMENT_PORT_9001_TCP_PROTO,tcp",
            "GATEHOUSE_TEST_MONGODB_URI,mongodb://localhost",
            "PATH,/bin"
        })
        void readsWhenNameIsNotOursThenPassedOver(String name, String value) {
            assertThat(read(name, value)).isEqualTo(read());
        }

        @Test
        void readsWhenTwoSpellingsDifferThenRefusal() {
            assertThat(problems("GATEHOUSE_PORT", "1000", "gatehouse.port", "1001"))
                    .containsExactly("GATEHOUSE_PORT is set twice, to different values.");
        }

        @Test
        void layersWhenSeveralNameASettingThenTheFirstDecides() {
            Map<String, String> layered = SettingsReader.layered(
                    List.of(map("gatehouse.port", "1"), map("GATEHOUSE_PORT", "2", "GATEHOUSE_DATA", "/d")));

            assertThat(layered).isEqualTo(map("gatehouse.port", "1", "GATEHOUSE_DATA", "/d"));
        }
    }

    @Nested
    class Values {

        @ParameterizedTest
        @CsvSource({"90s,PT90S", "15h,PT15H", "400d,PT9600H", "250ms,PT0.25S", "PT1H30M,PT1H30M"})
        void readsWhenDurationIsWrittenThenSame(String text, Duration duration) {
            assertThat(SettingKind.DURATIONS.parser().apply(text)).isEqualTo(duration);
        }

        @ParameterizedTest
        @CsvSource({
            "GATEHOUSE_PORT,x,GATEHOUSE_PORT must be a number from 0 to 65535",
            "GATEHOUSE_PORT,65536,GATEHOUSE_PORT must be a number from 0 to 65535",
            "GATEHOUSE_MODE,prod,GATEHOUSE_MODE must be embedded or production",
            "GATEHOUSE_ISSUER,https://id.example/,GATEHOUSE_ISSUER must be an http or https URL",
            "GATEHOUSE_ISSUER,https://id.example?x,GATEHOUSE_ISSUER must be an http or https URL",
            "GATEHOUSE_ISSUER,https://a@id.example,GATEHOUSE_ISSUER must be an http or https URL",
            "GATEHOUSE_ISSUER,ftp://id.example,GATEHOUSE_ISSUER must be an http or https URL",
            "GATEHOUSE_ISSUER,id.example,GATEHOUSE_ISSUER must be an http or https URL",
            "GATEHOUSE_AUDIT_RETENTION,6d,GATEHOUSE_AUDIT_RETENTION must be at least 7d",
            "GATEHOUSE_AUDIT_RETENTION,400,GATEHOUSE_AUDIT_RETENTION must be a duration like",
            "GATEHOUSE_TOKENS_ACCESS_LIFETIME,-PT1H,GATEHOUSE_TOKENS_ACCESS_LIFETIME must be a duration like",
            "GATEHOUSE_TOKENS_ACCESS_LIFETIME,0s,GATEHOUSE_TOKENS_ACCESS_LIFETIME must be at least 1s",
            "GATEHOUSE_KEYS_PUBLISH_AHEAD,5m,GATEHOUSE_KEYS_PUBLISH_AHEAD must be longer than the 5m",
            "GATEHOUSE_KEYS_ROTATION_PERIOD,10m,GATEHOUSE_KEYS_ROTATION_PERIOD must be longer than",
            "GATEHOUSE_SESSIONS_ABSOLUTE_LIMIT,10m,GATEHOUSE_SESSIONS_ABSOLUTE_LIMIT must be at least 30m",
            "GATEHOUSE_SIGNIN_FAILURES_PER_ACCOUNT,0,GATEHOUSE_SIGNIN_FAILURES_PER_ACCOUNT must be a number from 1",
            "GATEHOUSE_ISSUER,https://id.example:443,GATEHOUSE_ISSUER must be an http or https URL",
            "GATEHOUSE_ISSUER,http://id.example:80,GATEHOUSE_ISSUER must be an http or https URL",
            "GATEHOUSE_ISSUER,https://ID.example,GATEHOUSE_ISSUER must be an http or https URL",
            "GATEHOUSE_CORS_ALLOWED_ORIGINS,https://a.example:443,GATEHOUSE_CORS_ALLOWED_ORIGINS: \"https://a.example:443\"",
            "GATEHOUSE_CORS_ALLOWED_ORIGINS,*,GATEHOUSE_CORS_ALLOWED_ORIGINS: \"*\" is not an origin",
            "GATEHOUSE_TRUSTED_PROXIES,10.0.0.0/33,GATEHOUSE_TRUSTED_PROXIES: \"10.0.0.0/33\" is not an address",
            "GATEHOUSE_TRUSTED_PROXIES,proxy.example,GATEHOUSE_TRUSTED_PROXIES: \"proxy.example\" is not",
            "GATEHOUSE_MANAGEMENT_PORT,9000,GATEHOUSE_PORT and GATEHOUSE_MANAGEMENT_PORT must differ"
        })
        void readsWhenValueIsUnusableThenRefusalNamesTheSetting(String name, String value, String sentence) {
            assertThat(problems(name, value)).singleElement().asString().startsWith(sentence);
        }

        @Test
        void readsWhenSeveralAreWrongThenAllAreNamed() {
            assertThat(problems("GATEHOUSE_PORT", "x", "GATEHOUSE_MODE", "y", "GATEHOUSE_Z", "z"))
                    .hasSize(3);
        }
    }

    @Nested
    class Secrets {

        @Test
        void readsWhenClientSecretIsShortThenRefusalWithoutTheSecret() {
            assertThat(problems(
                            "GATEHOUSE_BOOTSTRAP_CLIENT_ID", "ci", "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET", "short-one"))
                    .containsExactly("GATEHOUSE_BOOTSTRAP_CLIENT_SECRET must have at least 32 characters.");
        }

        @Test
        void readsWhenClientIdOrSecretIsMissingThenRefusal() {
            String together =
                    "GATEHOUSE_BOOTSTRAP_CLIENT_ID and GATEHOUSE_BOOTSTRAP_CLIENT_SECRET must be set together.";
            assertThat(problems("GATEHOUSE_BOOTSTRAP_CLIENT_ID", "ci")).containsExactly(together);
            assertThat(problems("GATEHOUSE_BOOTSTRAP_CLIENT_SECRET", SECRET)).containsExactly(together);
        }

        @Test
        void printsWhenSettingsHoldSecretsThenNoneIsShown() {
            Settings settings = read(
                    "GATEHOUSE_BOOTSTRAP_CLIENT_ID",
                    "ci",
                    "GATEHOUSE_BOOTSTRAP_CLIENT_SECRET",
                    SECRET,
                    "GATEHOUSE_ADMIN_PASSWORD",
                    "hush-hush",
                    "GATEHOUSE_MASTER_KEY",
                    "hush-hush",
                    "GATEHOUSE_MONGODB_URI",
                    "mongodb://u:hush-hush@h");

            assertThat(settings.toString()).doesNotContain(SECRET, "hush-hush");
        }

        @Test
        void readsWhenMasterKeyAndFileAreSetThenRefusal() {
            assertThat(problems("GATEHOUSE_MASTER_KEY", "a", "GATEHOUSE_MASTER_KEY_FILE", "b"))
                    .containsExactly("GATEHOUSE_MASTER_KEY and GATEHOUSE_MASTER_KEY_FILE must not both be set.");
        }
    }

    @Nested
    class Production {

        @Test
        void readsWhenProductionLacksWhatItNeedsThenEachIsNamed() {
            assertThat(problems("GATEHOUSE_MODE", "production"))
                    .containsExactly(
                            "GATEHOUSE_MODE=production needs GATEHOUSE_MASTER_KEY or GATEHOUSE_MASTER_KEY_FILE.",
                            "GATEHOUSE_MODE=production needs an https GATEHOUSE_ISSUER.",
                            "GATEHOUSE_MODE=production needs GATEHOUSE_MONGODB_URI.");
        }

        @Test
        void readsWhenProductionIsCompleteThenItListensEverywhere() {
            Settings settings = read(
                    "GATEHOUSE_MODE",
                    "production",
                    "GATEHOUSE_MASTER_KEY_FILE",
                    "/run/secrets/master",
                    "GATEHOUSE_ISSUER",
                    "https://id.example",
                    "GATEHOUSE_MONGODB_URI",
                    "mongodb://db");

            assertThat(settings.server().address()).isEqualTo("0.0.0.0");
            assertThat(settings.server().managementAddress()).isEqualTo("0.0.0.0");
        }
    }
}
