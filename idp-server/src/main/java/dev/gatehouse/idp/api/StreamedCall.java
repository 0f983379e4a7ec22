package dev.gatehouse.idp.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.util.WebUtils;

/** A call whose body is read, and whose answer is written, while it goes on. */
public final class StreamedCall {

    private final HttpServletRequest request;
    private final HttpServletResponse response;

    StreamedCall(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    /** What the body is, unless it says that it is not UTF-8. */
    public Optional<MediaType> contentType() {
        return Optional.ofNullable(request.getContentType())
                .map(MediaType::parseMediaType)
                .filter(type -> type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset()));
    }

    public InputStream body() throws IOException {
        return request.getInputStream();
    }

    /** Begins an answer of JSON lines, each to be flushed. The call MUST be on record. */
    public OutputStream begin() throws IOException {
        HeldAnswer held = WebUtils.getNativeResponse(response, HeldAnswer.class);
        if (held == null) {
            throw new IllegalStateException("not an answer that was held back");
        }
        held.letGo();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        return response.getOutputStream();
    }
}
