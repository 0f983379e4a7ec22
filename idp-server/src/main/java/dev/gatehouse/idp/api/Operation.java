package dev.gatehouse.idp.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/**
 * What a route of the API is: who may call it and how a call is recorded. Every route of an API of ours MUST have one;
 * the server does not start otherwise ({@link ApiRoutes}).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {

    /** The query parameter that names a workspace. */
    String WORKSPACE = "workspace";

    /** The audit action of a call that changed nothing: {@code client.read}. */
    String action();

    /** The kind of thing that it is about, as in audit targets: {@code client}. */
    String on();

    /** Who may call it. */
    Callers by() default Callers.PERMITTED;

    /** The right that it takes, when it is for who is {@link Callers#PERMITTED}. */
    String right() default "";

    /**
     * On which object: {@code clients:all}, or {@code client:{id}} with a variable of the path, or {@code {id}} when that
     * names the object as a whole.
     */
    String object() default "";

    /**
     * Whether the query says with {@link #WORKSPACE} in which workspace the right is asked for; it is the caller's own when it
     * does not.
     */
    boolean inNamedWorkspace() default false;

    /** Whether personal data is read. */
    boolean personal() default false;

    /** The most bytes that its body may have. */
    int bodyLimit() default JsonText.MAX_LENGTH;

    /** The media types of its answers. What is no JSON object is a {@link StreamedAnswer}. */
    String[] answers() default MediaType.APPLICATION_JSON_VALUE;

    /** The query parameters that it takes, each at most once; others are refused. */
    String[] parameters() default {};
}
