package dev.gatehouse.idp.edge;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;

/**
 * Refuses paths in which a character is percent-encoded that need not be. Controllers are found by the decoded path and
 * some security chains by the raw one; with a single spelling of each path none can be passed by another.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2.3">RFC 3986 section 2.3</a>: such spellings "should not
 *     be created by URI producers"
 */
public final class PathSpellingFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (encodesUnreserved(request.getRequestURI())) {
            new ErrorAnswer(
                            HttpStatus.BAD_REQUEST,
                            "path-spelling",
                            "The path has letters, digits or one of - . _ percent-encoded.")
                    .write(request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    static boolean encodesUnreserved(String path) {
        for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
            if (i + 2 < path.length()) {
                int high = Character.digit(path.charAt(i + 1), 16);
                int low = Character.digit(path.charAt(i + 2), 16);
                // The tilde is left out: libraries of good standing encode it.
                if (high >= 0 && low >= 0 && isPlain((char) (high << 4 | low))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_';
    }
}
