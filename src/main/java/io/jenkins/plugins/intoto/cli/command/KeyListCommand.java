package io.jenkins.plugins.intoto.cli.command;

import io.jenkins.plugins.intoto.cli.frame.Command;
import io.jenkins.plugins.intoto.cli.frame.Invocation;
import io.jenkins.plugins.intoto.cli.frame.OneLine;
import io.jenkins.plugins.intoto.cli.frame.Syntax;
import io.jenkins.plugins.intoto.cli.frame.UsageException;
import io.jenkins.plugins.intoto.cli.option.PassphraseOption;
import io.jenkins.plugins.intoto.cli.option.Passphrases;
import io.jenkins.plugins.intoto.engine.InTotoException;
import io.jenkins.plugins.intoto.engine.key.Pkcs11Token;
import io.jenkins.plugins.intoto.engine.key.TokenKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code key list}: lists the private keys on a PKCS#11 token. */
public final class KeyListCommand implements Command {
    private static final String TOKEN = "--pkcs11";

    @Override
    public Syntax syntax() {
        var syntax = new Syntax(
                "List the private keys on a PKCS#11 token.",
                "Each with what names it in the URI of a signing key, its kind, and its legacy and current id.");
        syntax.requiredValue("URI", "The URI of the token (RFC 7512), with the attribute module-path.", TOKEN);
        PassphraseOption.PASSWORD.addTo(syntax, "the token, which is its PIN");
        return syntax.example(
                "Which keys can sign?",
                "in-toto key list --pkcs11 'pkcs11:token=build?module-path=/usr/lib/softhsm/libsofthsm2.so'");
    }

    @Override
    public int run(Invocation invocation) throws InTotoException {
        var uri = invocation.required(TOKEN);
        if (!Pkcs11Token.isUri(uri)) {
            throw new UsageException(TOKEN + " takes a URI that begins with pkcs11:");
        }
        var content = Pkcs11Token.list(uri, Passphrases.of(invocation));
        for (var key : content.keys()) {
            var publicKey = key.publicKey();
            invocation.out().println(OneLine.of(name(key) + ": " + publicKey.keytype() + ", " + publicKey.scheme()));
            KeyIdCommand.printIds(publicKey, invocation);
        }
        content.refused().forEach(invocation.notes()::warn);
        return 0;
    }

    private static String name(TokenKey key) {
        var label = URLEncoder.encode(key.label(), StandardCharsets.UTF_8).replace("+", "%20");
        var id = Pkcs11Token.percentEncoded(key.id());
        return "object=" + label + (id.isEmpty() ? "" : ";id=" + id);
    }
}
