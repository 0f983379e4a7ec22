package dev.gatehouse.idp.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebOriginsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+",
                "https://app.example",
                "https://app.example:8443",
                "http://intranet.example",
                "http://localhost:3000",
                "http://127.0.0.1:3000",
                "http://[::1]:3000",
                "capacitor://localhost",
                "chrome-extension://abcdefghijklmnop"
            })
    void registersWhenBrowsersWriteItSoThenNoFault(String origin) {
        assertThat(WebOrigins.fault(origin)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "null",
                "https://*.example",
                "https://app.example/",
                "https://app.example/path",
                "https://app.example?x",
                "https://app.example#x",
                "https://user@app.example",
                "https://app.example:443",
                "http://app.example:80",
                "https://app.example:0",
                "https://app.example:65536",
                "https://App.example",
                "HTTPS://app.example",
                "https://",
                "https://app.example https://b.example",
                "https://app_example\\",
                "file://localhost",
                "app.example",
                "//app.example",
                "https://0x7f.1"
            })
    void registersWhenNoBrowserWritesItSoThenAFault(String origin) {
        assertThat(WebOrigins.fault(origin)).isPresent();
    }

    @Test
    void collectsWhenRedirectUrisAreMeantThenTheirOriginsOnce() {
        Client client = TestClients.publicClient("spa")
                .redirectUris(List.of(
                        "https://app.example/callback",
                        "https://app.example:443/other",
                        "http://localhost:3000/cb?x=1",
                        "com.example.app:/callback"))
                .build();

        assertThat(WebOrigins.of(client)).containsExactly("https://app.example", "http://localhost:3000");
    }
}
