package dev.gatehouse.idp.pages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * A page to be rendered: a template, a language, and what the template shows. Values are escaped by the template, so they
 * may be anything that anybody typed.
 */
public final class Page {

    private final String template;
    private final Language language;
    private final Map<String, Object> model = new HashMap<>();
    private HttpStatus status = HttpStatus.OK;
    private List<String> formTargets = List.of();

    private Page(String template, Language language, String title) {
        this.template = template;
        this.language = language;
        model.put("title", title);
        model.put("shape", "single");
        model.put("failed", false);
        model.put("person", false);
    }

    /** A page of a single card. */
    public static Page of(String template, Language language, String title) {
        return new Page(template, language, title);
    }

    /** Shows a value; every name that the template uses MUST be given. */
    public Page with(String name, Object value) {
        model.put(name, value);
        return this;
    }

    public Page status(HttpStatus answer) {
        this.status = answer;
        return this;
    }

    /** Says what went wrong; empty when nothing did. */
    public Page problem(String text) {
        model.put("problem", text);
        model.put("failed", !text.isEmpty());
        return this;
    }

    /** A wide page with the name of the person and a way out at its head. */
    public Page forPerson(String name) {
        model.put("shape", "page");
        model.put("person", Map.of("name", name));
        return this;
    }

    /** Where the answer to the page's form may lead in the end, besides here. */
    public Page formTargets(List<String> sources) {
        this.formTargets = List.copyOf(sources);
        return this;
    }

    String template() {
        return template;
    }

    Language language() {
        return language;
    }

    Map<String, Object> model() {
        return model;
    }

    HttpStatus status() {
        return status;
    }

    List<String> formTargets() {
        return formTargets;
    }
}
