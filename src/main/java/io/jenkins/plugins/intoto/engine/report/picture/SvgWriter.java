package io.jenkins.plugins.intoto.engine.report.picture;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes the elements of an SVG image as XML 1.0. Whatever stands in text or attributes, the result is well-formed: markup is
 * escaped, and characters that XML does not allow are replaced.
 */
public final class SvgWriter {
    private final StringBuilder xml = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();
    private boolean tagOpen;

    /**
     * Begins an element.
     *
     * @param element its name
     * @param attributes names and values in turns; of the program, not of metadata, as far as the names go
     */
    public SvgWriter begin(String element, Object... attributes) {
        closeTag();
        xml.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            xml.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1].toString());
            xml.append('"');
        }
        tagOpen = true;
        open.push(element);
        return this;
    }

    /** Writes an element without content. */
    SvgWriter element(String element, Object... attributes) {
        return begin(element, attributes).end();
    }

    /** Writes text into the innermost element. */
    public SvgWriter text(String text) {
        closeTag();
        escape(text);
        return this;
    }

    /** Ends the innermost element. */
    public SvgWriter end() {
        var element = open.pop();
        if (tagOpen) {
            xml.append("/>");
            tagOpen = false;
        } else {
            xml.append("</").append(element).append('>');
        }
        xml.append('\n');
        return this;
    }

    private void closeTag() {
        if (tagOpen) {
            xml.append('>');
            tagOpen = false;
        }
    }

    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\'' -> xml.append("&#39;");
                case '\t', '\n', '\r' -> xml.append("&#").append(c).append(';');
                default -> xml.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
    }

    /** The production Char of XML 1.0, section 2.2, without white space but the space. */
    private static boolean isXml(int c) {
        return c >= 0x20 && !(c >= 0xd800 && c <= 0xdfff) && c != 0xfffe && c != 0xffff;
    }

    @Override
    public String toString() {
        return xml.toString();
    }
}
