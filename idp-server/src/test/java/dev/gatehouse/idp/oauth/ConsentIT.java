package dev.gatehouse.idp.oauth;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.gatehouse.idp.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.gatehouse.idp.TestServer;
import dev.gatehouse.idp.accounts.Account;
import dev.gatehouse.idp.peers.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Consent from the client's page and back to it, as a person meets it: with scripts, without, with the keyboard. */
class ConsentIT {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    private static Chromium chromium;
    private static ClientSite site;

    private final List<String> complaints = new ArrayList<>();
    private final Account person = People.withPassword(SERVER);
    private final RelyingParty client = RelyingParty.confidential(
            SERVER,
            builder ->
                    builder.consentRequired(true).name("Weather & <Maps>").redirectUris(List.of(site.redirectUri())));
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        chromium = new Chromium();
        site = new ClientSite();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        site.close();
    }

    @BeforeEach
    void open() {
        open(new Browser.NewContextOptions());
    }

    private void open(Browser.NewContextOptions options) {
        if (context != null) {
            context.close();
        }
        context = chromium.context(options.setLocale("en-US").setBaseURL(SERVER.issuer()));
        context.setDefaultTimeout(90_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (!message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
    }

    /** A violation of the content security policy is a message on the console. */
    @AfterEach
    void closeWithoutComplaints() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void allowsWhenAskedThenTheClientHasItUntilItIsWithdrawn(boolean scripts) {
        open(new Browser.NewContextOptions().setJavaScriptEnabled(scripts));
        ask("scope", "openid email");
        signIn();
        assertThat(heading("Allow Weather & <Maps>?")).isVisible();
        assertThat(page.getByText("Your email address")).isVisible();
        button("Allow").click();
        assertAtClient("GET");
        JsonNode tokens = json(client.redeem(codeAtClient(), "redirect_uri", site.redirectUri()));

        ask("scope", "openid email");
        assertAtClient("GET");
        ask("scope", "openid email", "prompt", "consent");
        assertThat(heading("Allow Weather & <Maps>?")).isVisible();

        page.navigate("/account/");
        assertThat(page.getByText("Weather & <Maps>")).isVisible();
        button("Withdraw what Weather & <Maps> may do").click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The application has no access any more.");
        assertThat(SERVER.get("/userinfo", tokens.get("access_token").asString())
                        .statusCode())
                .isEqualTo(401);
        ask("scope", "openid email");
        assertThat(heading("Allow Weather & <Maps>?")).isVisible();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deniesWhenAskedThenTheClientIsToldAndThePersonAskedTheNextTime(boolean scripts) {
        open(new Browser.NewContextOptions().setJavaScriptEnabled(scripts));
        ask();
        signIn();
        button("Do not allow").click();
        assertAtClient("GET");
        assertThat(site.last().parameters())
                .containsEntry("error", "access_denied")
                .containsEntry("state", "af0ifjsldkj")
                .doesNotContainKey("code");

        ask();
        assertThat(heading("Allow Weather & <Maps>?")).isVisible();
    }

    /** OAuth 2.0 Form Post Response Mode section 2: by itself where scripts run, at the press of a button elsewhere. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void postsWhenTheClientWantsAFormThenItReachesTheClientsPage(boolean scripts) {
        open(new Browser.NewContextOptions().setJavaScriptEnabled(scripts));
        ask("response_mode", "form_post");
        signIn();
        button("Allow").click();
        if (!scripts) {
            button("Continue").click();
        }
        assertAtClient("POST");
        assertThat(site.last().parameters()).containsKey("code").containsEntry("iss", SERVER.issuer());
    }

    @Test
    void allowsAndWithdrawsWhenThereIsOnlyAKeyboardThenEveryControlIsReached() {
        open(new Browser.NewContextOptions());
        ask();
        assertThat(page.locator("input[name=username]")).isFocused();
        page.keyboard().type(person.username());
        page.keyboard().press("Tab");
        assertThat(page.locator("input[name=password]")).isFocused();
        page.keyboard().type("a lantern in the fog");
        page.keyboard().press("Enter");
        assertThat(heading("Allow Weather & <Maps>?")).isVisible();
        press(button("Allow"));
        assertAtClient("GET");

        page.navigate("/account/");
        press(button("Withdraw what Weather & <Maps> may do"));
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The application has no access any more.");
    }

    @Test
    void fitsWhenScreenIsSmallOrDarkThenNothingIsCutOff() {
        client("Kite & Sons Accounting, the very long name of an application that wants to be recognised");
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {320, 1280}) {
                open(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setColorScheme(scheme)
                        .setViewportSize(width, 800));
                String name = scheme + "-" + width + "-";
                ask("scope", "openid email offline_access", "prompt", "consent", "response_mode", "form_post");
                signIn();
                assertThat(heading("Allow Weather & <Maps>?")).isVisible();
                look(name + "consent", width);
                button("Allow").click();
                assertThat(heading("One more step")).isVisible();
                look(name + "form-post", width);
                page.navigate("/account/");
                look(name + "applications", width);
                page.navigate("/oauth2/device_verification");
                look(name + "device-code", width);
                page.getByRole(AriaRole.TEXTBOX).fill(userCode());
                page.keyboard().press("Enter");
                assertThat(heading("Let this device in?")).isVisible();
                look(name + "device-decision", width);
                page.navigate("/connect/logout");
                look(name + "end-session", width);
                page.navigate(client.authorize("redirect_uri", "https://evil.example/"));
                look(name + "error", width);
                page.navigate("/account/");
                button("Withdraw what Weather & <Maps> may do").click();
                assertThat(page.getByRole(AriaRole.STATUS)).containsText("The application has no access any more.");
                look(name + "withdrawn", width);
            }
        }
    }

    /** Another application that the person has allowed something. */
    private void client(String name) {
        RelyingParty other = RelyingParty.confidential(
                SERVER, builder -> builder.consentRequired(true).name(name));
        var browser = new ScriptedBrowser(SERVER).signIn(person);
        browser.submit(
                browser.follow(browser.get(other.authorize("scope", "openid profile phone"))), "answer", "allow");
    }

    private static String codeAtClient() {
        return Objects.requireNonNull(site.last().parameters().get("code"));
    }

    private String userCode() {
        return json(client.post("/oauth2/device_authorization", Map.of("scope", "openid profile")))
                .get("user_code")
                .asString();
    }

    private void ask(String... changes) {
        List<String> all = new ArrayList<>(List.of("redirect_uri", site.redirectUri()));
        all.addAll(List.of(changes));
        page.navigate(client.authorize(all.toArray(String[]::new)));
    }

    private void signIn() {
        Chromium.signIn(page, person.username(), "a lantern in the fog");
    }

    private void assertAtClient(String method) {
        assertThat(heading("Back at the client")).isVisible();
        assertThat(site.last().method()).isEqualTo(method);
    }

    /** With the keyboard alone. */
    private void press(Locator control) {
        for (int i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            if ((boolean) control.evaluate("element => element === document.activeElement")) {
                page.keyboard().press("Enter");
                return;
            }
        }
        throw new AssertionError("forty presses of the tabulator do not lead there");
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    /** For a person to look at, and nothing of it may be wider than the screen. The page must be there already. */
    private void look(String name, int width) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots/" + name.toLowerCase(Locale.ROOT) + ".png"))
                .setFullPage(true)
                .setTimeout(120_000));
        Object content = page.evaluate("document.documentElement.scrollWidth");
        assertThat(((Number) content).intValue()).as(name).isLessThanOrEqualTo(width);
    }
}
