package dev.gatehouse.idp.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.MediaType;

/** The body of a request that is too long to be kept; it can be read until the answer, streamed too, is at its end. */
public final class StreamedBody {

    private final HttpServletRequest request;

    StreamedBody(HttpServletRequest request) {
        this.request = request;
    }

    /** What it is, unless it says that it is not UTF-8. */
    public Optional<MediaType> contentType() {
        return Optional.ofNullable(request.getContentType())
                .map(MediaType::parseMediaType)
                .filter(type -> type.getCharset() == null || StandardCharsets.UTF_8.equals(type.getCharset()));
    }

    public InputStream bytes() throws IOException {
        return request.getInputStream();
    }
}
