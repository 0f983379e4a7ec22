package dev.gatehouse.idp.signin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.gatehouse.idp.accounts.AccountCreation;
import dev.gatehouse.idp.accounts.Accounts;
import dev.gatehouse.idp.accounts.NewAccount;
import dev.gatehouse.idp.accounts.Password;
import dev.gatehouse.idp.accounts.Profile;
import dev.gatehouse.idp.accounts.Username;
import dev.gatehouse.idp.audit.Actor;
import dev.gatehouse.idp.config.GatehouseServer;
import dev.gatehouse.idp.config.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Sign-in, sign-out and the account pages, as a person meets them: in a browser, without scripts, with the keyboard. */
class SignInIT {

    private static final String PASSWORD = "a lantern in the fog";
    private static final String NEXT_PASSWORD = "the ferry leaves at dawn";

    @TempDir
    private static Path data;

    private static ConfigurableApplicationContext server;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() {
        server = GatehouseServer.start(Map.of(
                "gatehouse.port",
                "0",
                "gatehouse.management.port",
                "0",
                "gatehouse.data",
                data.toString(),
                "gatehouse.admin-password",
                PASSWORD));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        server.close();
    }

    @BeforeEach
    void open() {
        open(new Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("en-US"));
    }

    private void open(Browser.NewContextOptions options) {
        if (context != null) {
            context.close();
        }
        context = browser.newContext(options.setBaseURL(
                server.getBean(Settings.class).server().issuer().toString()));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            // The browser reports every answer of 4xx as an error; those are wanted here.
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

    private static void person(String username, boolean mustChange) {
        NewAccount draft = NewAccount.named("system", Username.parse(username).orElseThrow())
                .withProfile(Profile.named("<b>Ada</b> \"O'Neil\" & Söhne", null, null))
                .withPassword(Password.typed(PASSWORD), mustChange);
        assertThat(server.getBean(Accounts.class).create(Actor.system(), draft))
                .isInstanceOf(AccountCreation.Created.class);
    }

    private void signIn(String username, String password) {
        page.navigate("/login");
        page.getByLabel("Username").fill(username);
        page.getByLabel("Password").fill(password);
        button("Sign in").click();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    @Test
    void signsInAndOutWhenNoScriptsRunThenThePersonSeesTheirAccountAndLeaves() {
        person("ada", false);
        signIn("ada", PASSWORD);
        assertThat(page).hasURL("/account/");
        assertThat(heading("Your account")).isVisible();
        // What a person is called is text, whatever it looks like.
        assertThat(page.locator("dd").first()).hasText("<b>Ada</b> \"O'Neil\" & Söhne");
        assertThat(page.locator("b")).hasCount(0);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        assertThat(heading("Sign out?")).isVisible();
        button("Sign out").click();
        assertThat(heading("You are signed out")).isVisible();
        page.navigate("/account/");
        assertThat(page).hasURL("/login");
        page.goBack();
        page.goBack();
        page.goBack();
        page.reload();
        assertThat(page.getByText("Söhne")).hasCount(0);
    }

    @Test
    void givesCookiesWhenSignedInThenTheyAreOutOfReach() {
        person("grace", false);
        signIn("grace", PASSWORD);
        assertThat(context.cookies()).extracting(cookie -> cookie.name).contains("__Host-gatehouse-session");
        for (Cookie cookie : context.cookies()) {
            assertThat(cookie.name).startsWith("__Host-");
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.secure).isTrue();
            assertThat(cookie.path).isEqualTo("/");
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.LAX);
        }
    }

    @Test
    void refusesWhenPasswordIsWrongThenSaysSoToEverybody() {
        signIn("nobody <script>", "wrong");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("That did not work");
        assertThat(page).hasTitle("Error: Sign in · Gatehouse");
        assertThat(page.getByLabel("Username")).hasValue("nobody <script>");
        assertThat(page.getByLabel("Username")).hasAttribute("aria-describedby", "problem");
        assertThat(page.getByLabel("Password")).hasValue("");
    }

    @Test
    void asksForANewPasswordWhenTheFirstWasForOneSignInThenOnlyThatLetsIn() {
        person("lin", true);
        signIn("lin", PASSWORD);
        assertThat(heading("Choose a new password")).isVisible();
        page.navigate("/account/");
        assertThat(page).hasURL("/login");
        page.goBack();
        choose("short", "short");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("at least 15 characters");
        choose(NEXT_PASSWORD, "something else altogether");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not the same");
        choose(PASSWORD, PASSWORD);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("present password");
        choose(NEXT_PASSWORD, NEXT_PASSWORD);
        assertThat(page).hasURL("/account/");
    }

    private void choose(String password, String confirmation) {
        page.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill(password);
        page.getByLabel("New password again").fill(confirmation);
        button("Save password").click();
    }

    @Test
    void changesThePasswordWhenSignedInThenOtherSessionsEnd() {
        person("mary", false);
        signIn("mary", PASSWORD);
        List<Cookie> before = context.cookies();
        page.navigate("/account/password");
        page.getByLabel("Current password").fill("not it, not at all");
        choose(NEXT_PASSWORD, NEXT_PASSWORD);
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("not your current password");
        page.getByLabel("Current password").fill(PASSWORD);
        choose(NEXT_PASSWORD, NEXT_PASSWORD);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your password was changed");
        // The session goes on under another secret; the one before is worth nothing.
        context.clearCookies();
        context.addCookies(before);
        page.navigate("/account/");
        assertThat(page).hasURL("/login");
    }

    @Test
    void endsASessionWhenAskedThenThatBrowserIsSignedOut() {
        person("joan", false);
        signIn("joan", PASSWORD);
        try (BrowserContext elsewhere = browser.newContext(
                new Browser.NewContextOptions().setBaseURL(page.url().replace("/account/", "")))) {
            Page other = elsewhere.newPage();
            other.navigate("/login");
            other.getByLabel("Username").fill("joan");
            other.getByLabel("Password").fill(PASSWORD);
            other.keyboard().press("Enter");
            assertThat(other).hasURL("/account/");
            page.reload();
            assertThat(page.getByText("this session")).hasCount(1);
            page.locator("li form button").click();
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("That session was ended");
            other.reload();
            assertThat(other).hasURL("/login");
        }
    }

    @Test
    void signsInWhenThereIsOnlyAKeyboardThenTheFirstFieldHasTheFocus() {
        person("edith", false);
        open(new Browser.NewContextOptions().setLocale("en-US"));
        page.navigate("/login");
        assertThat(page.getByLabel("Username")).isFocused();
        page.keyboard().type("edith");
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Password")).isFocused();
        page.keyboard().type(PASSWORD);
        page.keyboard().press("Tab");
        assertThat(button("Sign in")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page).hasURL("/account/");
    }

    @Test
    void comesBackWhenSentToSignInThenToThePageThatWasWanted() {
        person("rosa", false);
        page.navigate("/account/password");
        assertThat(heading("Sign in")).isVisible();
        page.reload();
        page.getByLabel("Username").fill("rosa");
        page.getByLabel("Password").fill(PASSWORD);
        button("Sign in").click();
        assertThat(heading("Change password")).isVisible();
    }

    @Test
    void speaksGermanWhenWishedForThenThePageSaysSo() {
        open(new Browser.NewContextOptions().setLocale("de-AT"));
        page.navigate("/login");
        assertThat(heading("Anmelden")).isVisible();
        assertThat(page.locator("html")).hasAttribute("lang", "de");
    }

    @Test
    void labelsWhenAssistiveTechnologyReadsThenEveryFieldButtonAndHeadingHasAName() {
        for (String path : new String[] {"/login", "/logout"}) {
            page.navigate(path);
            assertThat(page.locator("h1")).hasCount(1);
            assertThat(page.locator("main")).hasCount(1);
            for (var input : page.locator("input:not([type=hidden])").all()) {
                assertThat(page.locator("label[for=" + input.getAttribute("id") + "]"))
                        .hasCount(1);
                assertThat(input).hasAttribute("autocomplete", Pattern.compile("username|current-password"));
            }
        }
    }

    @Test
    void fitsWhenScreenIsSmallOrDarkThenNothingIsCutOff() {
        person("hedy", false);
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            for (int width : new int[] {320, 1280}) {
                open(new Browser.NewContextOptions()
                        .setLocale("en-US")
                        .setColorScheme(scheme)
                        .setViewportSize(width, 800));
                page.navigate("/login");
                fits(width);
                look(scheme + "-" + width + "-login");
                signIn("hedy", "wrong");
                look(scheme + "-" + width + "-wrong");
                signIn("hedy", PASSWORD);
                fits(width);
                look(scheme + "-" + width + "-account");
                page.navigate("/account/password");
                fits(width);
                look(scheme + "-" + width + "-password");
                page.navigate("/logout");
                fits(width);
                look(scheme + "-" + width + "-logout");
            }
        }
    }

    /** For a person to look at. */
    private void look(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots/" + name.toLowerCase(Locale.ROOT) + ".png"))
                .setFullPage(true));
    }

    private void fits(int width) {
        Object content = page.evaluate("document.documentElement.scrollWidth");
        assertThat(((Number) content).intValue()).isLessThanOrEqualTo(width);
    }
}
