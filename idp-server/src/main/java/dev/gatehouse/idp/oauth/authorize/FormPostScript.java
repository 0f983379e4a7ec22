package dev.gatehouse.idp.oauth.authorize;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The script of {@link FormPostPage}: a file, so that the page's policy allows no script of its own. */
@RestController
public final class FormPostScript {

    private static final byte[] SCRIPT = FormPostPage.SCRIPT.getBytes(StandardCharsets.US_ASCII);

    @GetMapping(FormPostPage.SCRIPT_PATH)
    void script(HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "public, max-age=86400");
        response.setContentType("text/javascript;charset=utf-8");
        response.getOutputStream().write(SCRIPT);
    }
}
