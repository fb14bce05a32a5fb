package io.jenkins.plugins.intoto.page;

import org.kohsuke.stapler.Stapler;

/** Where the part of a list begins that a request for data asks for. */
final class ListedFrom {
    private ListedFrom() {}

    /** The parameter {@code from} of the request that is answered; 0 if there is none. */
    static int request() {
        var request = Stapler.getCurrentRequest2();
        return request == null ? 0 : of(request.getParameter("from"));
    }

    /** A number as it stands in an address; 0 if it is none. */
    static int of(String text) {
        return text != null && text.matches("[0-9]{1,8}") ? Integer.parseInt(text) : 0;
    }
}
