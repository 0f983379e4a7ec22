package dev.gatehouse.idp.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RFC 6749 section 3.1. */
class RequestParametersTest {

    @Test
    void readsWhenAValueIsEmptyThenTheParameterIsTreatedAsOmitted() {
        RequestParameters parameters = RequestParameters.of(Map.of("scope", new String[] {""}));

        assertThat(parameters.has("scope")).isFalse();
        assertThat(parameters.one("scope")).isEmpty();
    }

    @Test
    void readsWhenAParameterIsRepeatedThenThereIsNotOneValue() {
        RequestParameters parameters = RequestParameters.of(Map.of("scope", new String[] {"a", "b"}));

        assertThat(parameters.repeated("scope")).isTrue();
        assertThat(parameters.one("scope")).isEmpty();
    }

    @Test
    void decodesWhenEncodedThenEveryValueIsTheSame() {
        RequestParameters parameters = RequestParameters.of(Map.of(
                "state", new String[] {"a b&c=d+e%20\u00e9\ud83d\ude00"},
                "resource", new String[] {"https://a.example/", "https://b.example/?x=1&y"},
                "a=b", new String[] {"="}));

        RequestParameters again = RequestParameters.decode(parameters.encoded());

        assertThat(again.one("state")).contains("a b&c=d+e%20\u00e9\ud83d\ude00");
        assertThat(again.all("resource")).isEqualTo(List.of("https://a.example/", "https://b.example/?x=1&y"));
        assertThat(again.one("a=b")).contains("=");
    }
}
