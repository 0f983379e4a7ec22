package dev.gatehouse.idp.signin;

import dev.gatehouse.idp.pages.Language;
import dev.gatehouse.idp.pages.Page;
import dev.gatehouse.idp.pages.Pages;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Says that an interaction is over, or never was this browser's. */
final class LostInteraction {

    private LostInteraction() {}

    static ResponseEntity<String> answer(Pages pages, Language language) {
        return pages.answer(Page.of("message", language, language.text("expired"))
                .status(HttpStatus.BAD_REQUEST)
                .with("lead", language.text("expiredLead"))
                .with("href", AccountPaths.HOME)
                .with("link", language.text("backToAccount"))
                .with("requestId", ""));
    }
}
