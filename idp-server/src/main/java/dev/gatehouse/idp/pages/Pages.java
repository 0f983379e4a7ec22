package dev.gatehouse.idp.pages;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Renders pages.
 *
 * <p>Every page carries a content security policy that allows our stylesheet and icon, our own forms, and nothing else.
 */
public final class Pages {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final String POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'; form-action 'self'";

    private final Mustache.Compiler compiler = Mustache.compiler()
            .escapeHTML(true)
            .strictSections(true)
            .emptyStringIsFalse(true)
            .withLoader(Pages::open);

    private final Map<String, Template> templates = new ConcurrentHashMap<>();
    private final PageAssets assets;
    private final String host;

    public Pages(PageAssets assets, URI issuer) {
        this.assets = assets;
        this.host = issuer.getAuthority();
    }

    /** The page as a controller's answer. */
    public ResponseEntity<String> answer(Page page) {
        return ResponseEntity.status(page.status())
                .contentType(HTML)
                .header(HttpHeaders.CONTENT_LANGUAGE, page.language().locale().toLanguageTag())
                .header("Content-Security-Policy", policy(page))
                .body(render(page));
    }

    /** Writes the page from a filter, where no controller answers. */
    public void write(HttpServletResponse response, Page page) throws IOException {
        byte[] body = render(page).getBytes(StandardCharsets.UTF_8);
        response.setStatus(page.status().value());
        response.setContentType(HTML.toString());
        response.setHeader(
                HttpHeaders.CONTENT_LANGUAGE, page.language().locale().toLanguageTag());
        response.setHeader("Content-Security-Policy", policy(page));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    String render(Page page) {
        Map<String, Object> model = new HashMap<>(page.model());
        model.put("t", page.language().texts());
        model.put("lang", page.language().locale().toLanguageTag());
        model.put("assets", assets.path());
        model.put("host", host);
        return templates
                .computeIfAbsent(page.template(), compiler::loadTemplate)
                .execute(model);
    }

    private static String policy(Page page) {
        return page.formTargets().isEmpty() ? POLICY : POLICY + " " + String.join(" ", page.formTargets());
    }

    private static Reader open(String template) {
        return new InputStreamReader(Texts.open("/pages/" + template + ".mustache"), StandardCharsets.UTF_8);
    }
}
