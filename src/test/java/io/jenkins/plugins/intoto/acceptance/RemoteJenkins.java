package io.jenkins.plugins.intoto.acceptance;

import io.jenkins.plugins.intoto.engine.json.Json;
import io.jenkins.plugins.intoto.engine.json.JsonLimits;
import io.jenkins.plugins.intoto.engine.json.JsonObject;
import io.jenkins.plugins.intoto.engine.json.MalformedJsonException;
import java.io.IOException;
import java.net.CookieManager;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.opentest4j.TestAbortedException;

/** A Jenkins by its REST API. What is made in it is deleted when it is closed. */
final class RemoteJenkins implements AutoCloseable {
    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<String> PLUGINS = List.of(
            "in-toto-attestation", "workflow-cps", "workflow-job", "workflow-api", "credentials", "plain-credentials");
    private static final String XML = "application/xml; charset=utf-8";
    private static final String RULE = "rule/";

    private final URI url;
    private final Optional<String> user;
    private final Optional<String> secret;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .proxy(ProxySelector.of(null))
            .build();
    private final Deque<String> made = new ArrayDeque<>();
    private JenkinsProcess process;

    /** An answer of Jenkins. */
    record Answer(int status, byte[] body, HttpHeaders headers) {
        /** A header, empty if it is not there. */
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * @param url where it is
     * @param user whom to log in as, if anybody
     * @param secret an API token or a password
     */
    RemoteJenkins(URI url, Optional<String> user, Optional<String> secret) {
        this.url = url.toString().endsWith("/") ? url : URI.create(url + "/");
        this.user = user;
        this.secret = secret;
    }

    void startedBy(JenkinsProcess owner) {
        process = owner;
    }

    /** The process of a Jenkins that the tests have started; a test that needs it is skipped in any other. */
    JenkinsProcess process() {
        if (process == null) {
            throw new TestAbortedException("this needs a Jenkins that was started by the tests: -Djenkins.war");
        }
        return process;
    }

    /** The address of a page. */
    URI address(String path) {
        return url.resolve(path);
    }

    /** What a request's header Authorization says, if anything. */
    Optional<String> authorization() {
        return user.map(name -> "Basic "
                + Base64.getEncoder()
                        .encodeToString((name + ":" + secret.orElse("")).getBytes(StandardCharsets.UTF_8)));
    }

    /** Whom to log in as, if anybody. */
    Optional<String> user() {
        return user;
    }

    /** What to log in with. */
    Optional<String> secret() {
        return secret;
    }

    /** A name for a job, credential, or node that no other has. */
    static String name(String beginning) {
        return beginning + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        authorization().ifPresent(value -> request.header("Authorization", value));
        try {
            var response = client.send(request.timeout(TIME_LIMIT).build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.body(), response.headers());
        } catch (HttpTimeoutException e) {
            throw new IOException("no answer to " + request.build().uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A page, whatever its status. */
    Answer ask(String path) throws IOException {
        return send(HttpRequest.newBuilder(address(path)));
    }

    /** A page that must be there. */
    Answer get(String path) throws IOException {
        return require(path, ask(path));
    }

    private static Answer require(String path, Answer answer) throws IOException {
        if (answer.status() >= 400) {
            throw new IOException(path + " answers " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    /** What an address of the REST API answers. */
    JsonObject json(String path) throws IOException {
        try {
            return Json.parseObject(get(path).body(), path, JsonLimits.DEFAULT);
        } catch (MalformedJsonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Answer post(String path, String type, String body) throws IOException {
        var request = HttpRequest.newBuilder(address(path))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
        var crumb = ask("crumbIssuer/api/json");
        if (crumb.status() == 200) {
            try {
                var issued = Json.parseObject(crumb.body(), "crumb", JsonLimits.DEFAULT);
                request.header(issued.string("crumbRequestField"), issued.string("crumb"));
            } catch (MalformedJsonException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
        return require(path, send(request));
    }

    /** Sends a form. */
    Answer post(String path, Map<String, String> form) throws IOException {
        var body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return post(path, FORM, body);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Text as part of an XML file. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Skips the running test if one of the plugins is not there. */
    void requirePlugins(String... names) throws IOException {
        for (var name : names) {
            if (!hasPlugin(name)) {
                throw new TestAbortedException("this needs a Jenkins with the plugin " + name);
            }
        }
    }

    /** Whether a plugin is there. */
    boolean hasPlugin(String name) throws IOException {
        return get("pluginManager/api/json?tree=plugins[shortName]").text().contains("\"shortName\":\"" + name + "\"");
    }

    /** Makes a job of its config.xml. */
    Job create(String name, String config) throws IOException {
        post("createItem?name=" + encode(name), XML, config);
        made.push("job/" + name + "/doDelete");
        return new Job(this, name);
    }

    /** Deletes a job before its time, so that one of its name can be made anew. */
    void delete(Job job) throws IOException {
        var address = job.path() + "doDelete";
        post(address, Map.of());
        made.remove(address);
    }

    /** Makes a Pipeline job whose script runs in the sandbox. */
    Job pipeline(String name, String script) throws IOException {
        return create(name, """
                <flow-definition plugin="workflow-job">
                  <definition class="org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition" plugin="workflow-cps">
                    <script>%s</script>
                    <sandbox>true</sandbox>
                  </definition>
                </flow-definition>
                """.formatted(escape(script)));
    }

    /** Makes a multibranch project of a Git repository, and has it look for branches, which are built at once. */
    Job multibranch(String name, String remote) throws IOException {
        var project = create(name, """
                <org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject plugin="workflow-multibranch">
                  <sources class="jenkins.branch.MultiBranchProject$BranchSourceList" plugin="branch-api">
                    <data>
                      <jenkins.branch.BranchSource>
                        <source class="jenkins.plugins.git.GitSCMSource" plugin="git">
                          <id>source-1</id>
                          <remote>%s</remote>
                          <credentialsId></credentialsId>
                          <traits><jenkins.plugins.git.traits.BranchDiscoveryTrait/></traits>
                        </source>
                      </jenkins.branch.BranchSource>
                    </data>
                    <owner class="org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
                        reference="../.."/>
                  </sources>
                  <factory class="org.jenkinsci.plugins.workflow.multibranch.WorkflowBranchProjectFactory">
                    <owner class="org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject"
                        reference="../.."/>
                    <scriptPath>Jenkinsfile</scriptPath>
                  </factory>
                </org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject>
                """.formatted(remote));
        post(project.path() + "build?delay=0", Map.of());
        return project;
    }

    /** Enters attestation rules, each as the entries of a map in Groovy, in the place of all that there are. */
    void rules(String... rules) throws IOException {
        var script =
                """
                def load = { jenkins.model.Jenkins.get().pluginManager.uberClassLoader
                  .loadClass('io.jenkins.plugins.intoto.attestation.rule.' + it) }
                load('AttestationRules').get().rules = [%s].collect { properties ->
                  def rule = load('AttestationRule').getDeclaredConstructor().newInstance()
                  properties.each { name, value -> rule[name] = value }
                  rule
                }
                print 'done'
                """.formatted(Stream.of(rules).map(rule -> "[" + rule + "]").collect(Collectors.joining(", ")));
        Assertions.assertThat(script(script)).isEqualTo("done");
    }

    /** Makes an in-toto signing key. */
    void signingKey(String id, String pem) throws IOException {
        signingKey(id, pem, "");
    }

    /** As {@link #signingKey(String, String)}, with a description. */
    void signingKey(String id, String pem, String description) throws IOException {
        signingKey("GLOBAL", id, pem, description);
    }

    /** Makes an in-toto signing key that no job can use. */
    void systemSigningKey(String id, String pem) throws IOException {
        signingKey("SYSTEM", id, pem, "");
    }

    private void signingKey(String scope, String id, String pem, String description) throws IOException {
        credential(id, """
                <io.jenkins.plugins.intoto.credentials.InTotoSigningKey>
                  <scope>%s</scope>
                  <id>%s</id>
                  <description>%s</description>
                  <privateKey>%s</privateKey>
                </io.jenkins.plugins.intoto.credentials.InTotoSigningKey>
                """.formatted(scope, id, description, pem));
    }

    /** Makes a user name with a password. */
    void account(String scope, String id, String user, String password) throws IOException {
        credential(id, """
                <com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>
                  <scope>%s</scope>
                  <id>%s</id>
                  <username>%s</username>
                  <password>%s</password>
                </com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>
                """.formatted(scope, id, user, password));
    }

    /** Makes a secret text. */
    void secretText(String id, String text) throws IOException {
        credential(id, """
                <org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl>
                  <scope>GLOBAL</scope>
                  <id>%s</id>
                  <secret>%s</secret>
                </org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl>
                """.formatted(id, text));
    }

    /** Makes a credential whose key is held outside of Jenkins, in place of one of the same id. */
    void heldKey(String id, String kind, String content) throws IOException {
        replaceableCredential(id, """
                <io.jenkins.plugins.intoto.credentials.%1$s>
                  <scope>GLOBAL</scope>
                  <id>%2$s</id>
                  <description></description>
                  %3$s
                </io.jenkins.plugins.intoto.credentials.%1$s>
                """.formatted(kind, id, content));
    }

    private void replaceableCredential(String id, String xml) throws IOException {
        var address = "credentials/store/system/domain/_/credential/" + id + "/";
        if (ask(address + "api/json").status() == 200) {
            post(address + "config.xml", XML, xml);
        } else {
            credential(id, xml);
        }
    }

    /** Enters a token or a program into the global configuration, in place of one of the same name. */
    void signing(String list, String kind, String name, String path, String properties) throws IOException {
        var script = """
                def classes = jenkins.model.Jenkins.get().pluginManager.uberClassLoader
                def type = { classes.loadClass('io.jenkins.plugins.intoto.config.' + it) }
                def named = type('%s').newInstance('%s', '%s')
                [%s].each { key, value -> named[key] = key == 'pin' ? hudson.util.Secret.fromString(value) : value }
                def configuration = hudson.ExtensionList.lookupSingleton(type('SigningConfiguration'))
                configuration.%5$s = configuration.%5$s.findAll { it.name != named.name } + named
                print 'done'
                """.formatted(kind, name, path, properties, list);
        Assertions.assertThat(script(script)).isEqualTo("done");
    }

    private void credential(String id, String xml) throws IOException {
        post("credentials/store/system/domain/_/createCredentials", XML, xml);
        made.push("credentials/store/system/domain/_/credential/" + id + "/doDelete");
    }

    /**
     * Makes an agent that connects by itself, with one executor.
     *
     * @return the secret that it connects with
     */
    String agent(String name, String folder) throws IOException {
        var json = new String(
                Json.compact(Map.of(
                        "name",
                        name,
                        "nodeDescription",
                        "",
                        "numExecutors",
                        "1",
                        "remoteFS",
                        folder,
                        "labelString",
                        name,
                        "mode",
                        "EXCLUSIVE",
                        "launcher",
                        Map.of("stapler-class", "hudson.slaves.JNLPLauncher", "webSocket", true),
                        "retentionStrategy",
                        Map.of("stapler-class", "hudson.slaves.RetentionStrategy$Always"),
                        "nodeProperties",
                        Map.of("stapler-class-bag", "true"))),
                StandardCharsets.UTF_8);
        post("computer/doCreateItem", Map.of("name", name, "type", "hudson.slaves.DumbSlave", "json", json));
        made.push("computer/" + name + "/doDelete");
        var arguments = get("computer/" + name + "/jenkins-agent.jnlp").text();
        var begin = arguments.indexOf("<argument>") + "<argument>".length();
        return arguments.substring(begin, arguments.indexOf("</argument>", begin));
    }

    /** Runs a script as an administrator; the test is skipped if that is not allowed. */
    String script(String groovy) throws IOException {
        try {
            return post("scriptText", Map.of("script", groovy)).text();
        } catch (IOException e) {
            throw new TestAbortedException("this needs an administrator: " + e.getMessage(), e);
        }
    }

    /** Enters a layout into the global configuration, in place of one of the same name. */
    void layout(String name, String signed, String ownersKey) throws IOException {
        layout(name, signed, ownersKey, "", "");
    }

    /** As {@link #layout(String, String, String)}, with the steps that may have sublayouts and those outside of Jenkins. */
    void layout(String name, String signed, String ownersKey, String sublayouts, String outside) throws IOException {
        var script = """
                def text = { new String(it.decodeBase64(), 'UTF-8') }
                def classes = jenkins.model.Jenkins.get().pluginManager.uberClassLoader
                def type = { classes.loadClass('io.jenkins.plugins.intoto.config.' + it) }
                def named = type('NamedLayout').newInstance('%s', text('%s'))
                named.layoutKeys = [type('TrustedKey').newInstance('owner', text('%s'))]
                named.allowSublayouts = '%s'
                named.stepsOutsideJenkins = '%s'
                def configuration = hudson.ExtensionList.lookupSingleton(type('InTotoConfiguration'))
                configuration.layouts = configuration.layouts.findAll { it.name != named.name } + named
                print 'done'
                """.formatted(name, base64(signed), base64(ownersKey), sublayouts, outside);
        Assertions.assertThat(script(script)).isEqualTo("done");
        made.push("layout/" + name);
    }

    /** Enters an attestation rule into the global configuration, in place of one of the same name. */
    void rule(String name, String jobs, String credentialsId) throws IOException {
        assertDone("""
                def rule = load('AttestationRule').getDeclaredConstructor().newInstance()
                rule.name = '%s'
                rule.jobs = '%s'
                rule.credentialsId = '%s'
                def all = load('AttestationRules').get()
                all.rules = all.rules.findAll { it.name != rule.name } + rule
                """.formatted(name, jobs, credentialsId));
        made.push(RULE + name);
    }

    private void forgetRule(String name) throws IOException {
        assertDone("def all = load('AttestationRules').get(); all.rules = all.rules.findAll { it.name != '" + name
                + "' }\n");
    }

    private void assertDone(String script) throws IOException {
        Assertions.assertThat(script("def load = { jenkins.model.Jenkins.get().pluginManager.uberClassLoader"
                        + ".loadClass('io.jenkins.plugins.intoto.attestation.rule.' + it) }\n"
                        + script + "print 'done'"))
                .isEqualTo("done");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void forget(String layout) throws IOException {
        script("""
                def configuration = hudson.ExtensionList.lookupSingleton(jenkins.model.Jenkins.get().pluginManager
                    .uberClassLoader.loadClass('io.jenkins.plugins.intoto.config.InTotoConfiguration'))
                configuration.layouts = configuration.layouts.findAll { it.name != '%s' }
                """.formatted(layout));
    }

    /** The versions of Jenkins and, for an administrator, of the plugins that matter here. */
    String versions() throws IOException {
        var version = "Jenkins " + get("").header("X-Jenkins");
        var path = "pluginManager/api/json?tree=plugins[shortName,version]";
        var plugins = ask(path);
        if (plugins.status() != 200) {
            return version;
        }
        try {
            return version + ", "
                    + Json.parseObject(plugins.body(), path, JsonLimits.DEFAULT).objects("plugins").stream()
                            .filter(plugin -> PLUGINS.contains(plugin.asMap().get("shortName")))
                            .map(plugin -> plugin.asMap().get("shortName") + " "
                                    + plugin.asMap().get("version"))
                            .sorted()
                            .collect(Collectors.joining(", "));
        } catch (MalformedJsonException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
            return;
        }
        while (!made.isEmpty()) {
            var each = made.pop();
            if (each.startsWith("layout/")) {
                forget(each.substring("layout/".length()));
            } else if (each.startsWith(RULE)) {
                forgetRule(each.substring(RULE.length()));
            } else {
                post(each, Map.of());
            }
        }
    }
}
