package io.jenkins.plugins.intoto.attestation.provenance;

import java.util.Locale;
import java.util.regex.Pattern;

/** Addresses of Git repositories, as Git takes them. */
final class GitAddress {
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
    private static final Pattern SCP = Pattern.compile("(?:(.*)@)?([^/@:]+):(.*)", Pattern.DOTALL);

    private GitAddress() {}

    /**
     * The address as a URI (SPDX 2.3, section 7.7: {@code git+scheme://host/path}), without what logs in: a name or password
     * may be a secret. Only the name of SSH remains, without which nobody finds the repository.
     *
     * @param address an address of any form
     */
    static String uri(String address) {
        var url = URL.matcher(address);
        if (url.matches()) {
            var scheme = url.group(1).toLowerCase(Locale.ROOT);
            int login = endOfLogin(url.group(2));
            var name = scheme.equals("ssh") && login > 0 ? name(url.group(2).substring(0, login - 1)) : "";
            return "git+" + scheme + "://" + name + plain(url.group(2).substring(login));
        }
        var scp = SCP.matcher(address);
        if (scp.matches()) {
            return "git+ssh://" + name(scp.group(1)) + scp.group(2) + "/"
                    + plain(scp.group(3)).replaceFirst("^/+", "");
        }
        return "git+file://" + (address.startsWith("/") ? "" : "/") + plain(address.replace('\\', '/'));
    }

    /**
     * Where the host begins: behind the last at sign before the path. A password may hold slashes and at signs as they are;
     * what has a colon that begins no port is taken for one.
     */
    private static int endOfLogin(String rest) {
        int slash = rest.indexOf('/') < 0 ? rest.length() : rest.indexOf('/');
        int colon = rest.indexOf(':');
        boolean isPassword =
                colon >= 0 && colon < slash && !rest.substring(colon + 1, slash).matches("[0-9]*");
        return (isPassword ? rest.lastIndexOf('@') : rest.lastIndexOf('@', slash)) + 1;
    }

    private static String name(String login) {
        if (login == null || login.isEmpty()) {
            return "";
        }
        int colon = login.indexOf(':');
        return (colon < 0 ? login : login.substring(0, colon)) + "@";
    }

    /** A path without a query, which may hold a token too, and without characters that no URI has. */
    private static String plain(String path) {
        int end = path.indexOf('?') >= 0 ? path.indexOf('?') : path.length();
        return path.substring(0, end).replaceAll("[^\\x21-\\x7e]|[\"<>\\\\^`{|}]", "_");
    }
}
