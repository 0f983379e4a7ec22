package dev.gatehouse.idp.edge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page that carries all of itself, for the moments in which nothing else can be relied on: it looks like the pages of
 * {@code pages}, and loads nothing.
 */
public final class PlainPage {

    private static final String STYLE = """
            :root{color-scheme:light dark;--ground:#f3f5f8;--card:#fff;--ink:#161d29;--soft:#51596a;--line:#d8dde6;\
            --accent:#1d4b8f;--on:#fff;--link:#1d4b8f;--shadow:0 1px 2px rgb(20 30 50/6%),0 12px 32px rgb(20 30 50/8%)}\
            @media(prefers-color-scheme:dark){:root{--ground:#0e1219;--card:#171d27;--ink:#e8ecf3;--soft:#a5afc0;\
            --line:#2a3342;--accent:#8db4f4;--on:#0c1a30;--link:#9dbff6;--shadow:0 1px 2px rgb(0 0 0/40%)}}\
            *{box-sizing:border-box}\
            body{margin:0;padding:clamp(2rem,9vh,5.5rem) 1.25rem 2rem;background:var(--ground);color:var(--ink);\
            font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Arial,sans-serif;\
            overflow-wrap:break-word}\
            .mark{display:flex;align-items:center;justify-content:center;gap:.75rem;margin-bottom:1.5rem;\
            font-size:1.3125rem;font-weight:650;letter-spacing:-.012em}\
            .g{fill:var(--accent)}.i{fill:var(--on)}\
            main{max-width:24.5rem;margin:0 auto;padding:2rem;background:var(--card);border:1px solid var(--line);\
            border-radius:.875rem;box-shadow:var(--shadow)}\
            h1{margin:0;font-size:1.625rem;line-height:1.25;font-weight:650;letter-spacing:-.012em}\
            p{margin:.5rem 0 0;color:var(--soft)}code{overflow-wrap:anywhere}.id{margin-top:1.25rem;font-size:.875rem}\
            a.button,button{display:flex;align-items:center;justify-content:center;width:100%;min-height:3rem;\
            margin-top:1.5rem;padding:.5rem 1.125rem;font:inherit;font-weight:600;color:var(--on);\
            background:var(--accent);border:0;border-radius:.5rem;text-decoration:none;cursor:pointer}\
            :focus-visible{outline:3px solid var(--link);outline-offset:2px}\
            @media(max-width:34rem){main{padding:1.375rem 1.25rem}}""";

    private static final String MARK = """
            <div class="mark"><svg viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">\
            <rect class="g" width="32" height="32" rx="8"/>\
            <path class="i" d="M8 25V14.5a8 8 0 0 1 16 0V25h-3.4V14.5a4.6 4.6 0 0 0-9.2 0V25z"/>\
            <circle class="i" cx="16" cy="17.2" r="1.9"/><path class="i" d="M15 18h2l.9 7h-3.8z"/></svg>Gatehouse</div>""";

    /** What a content security policy names to let the page have its style. */
    public static final String STYLE_SOURCE = "'sha256-" + digest(STYLE) + "'";

    private PlainPage() {}

    /**
     * The page.
     *
     * @param title escaped already
     * @param head more elements of the head
     * @param content what the page says, as HTML
     */
    public static String of(String title, String head, String content) {
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%s · Gatehouse</title>
            <style>%s</style>
            %s</head>
            <body>
            %s
            <main>
            %s
            </main>
            </body>
            </html>
            """.formatted(title, STYLE, head, MARK, content);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
