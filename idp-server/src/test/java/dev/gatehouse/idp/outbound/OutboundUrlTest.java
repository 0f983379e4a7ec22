package dev.gatehouse.idp.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://client.example/jwks.json",
                "https://client.example:8443/jwks?v=1",
                "https://CLIENT.example/",
                "https://localhost/jwks",
                "https://93.184.215.14/jwks",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/jwks",
                "https://xn--bcher-kva.example/jwks"
            })
    void acceptsWhenTheAddressIsPlainThenNoFault(String url) {
        assertThat(OutboundUrl.fault(url)).isEmpty();
        assertThat(OutboundUrl.parse(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jwks",
                "//client.example/jwks",
                "http://client.example/jwks",
                "HTTP://client.example/jwks",
                "ftp://client.example/jwks",
                "file:///etc/passwd",
                "gopher://127.0.0.1:25/x",
                "jar:https://client.example/a.jar!/x",
                "https:client.example",
                "https:///jwks",
                "https://",
                "https://user@client.example/",
                "https://user:secret@client.example/",
                "https://client.example@127.0.0.1/",
                "https://127.0.0.1\\@client.example/",
                "https://client.example/#keys",
                "https://client.example:0/",
                "https://client.example:65536/",
                "https://client.example:99999999999/",
                "https://client .example/",
                "https://client.example/\r\nX: y",
                "https://2130706433/",
                "https://017700000001/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://127.0.1/",
                "https://127.0.0.01/",
                "https://127.0.0.256/",
                "https://1.2.3.4.5/",
                "https://[::1%25lo]/",
                "https://[fe80::1%25eth0]/",
                "https://[127.0.0.1]/",
                "https://①②⑦.⓪.⓪.①/",
                "https://127。0。0。1/"
            })
    void acceptsWhenReadersCouldDifferThenAFault(String url) {
        assertThat(OutboundUrl.fault(url)).isPresent();
        assertThat(OutboundUrl.parse(url)).isEmpty();
    }
}
