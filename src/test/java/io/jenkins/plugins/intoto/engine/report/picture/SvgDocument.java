package io.jenkins.plugins.intoto.engine.report.picture;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXParseException;

/** A picture as an XML parser sees it that loads nothing and knows no document types. */
public final class SvgDocument {
    private final List<Element> elements = new ArrayList<>();

    private SvgDocument(Element root) {
        elements.add(root);
        var all = root.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
    }

    /** Fails unless the text is well-formed XML. */
    public static SvgDocument parse(byte[] xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) throws SAXParseException {
                throw e;
            }

            @Override
            public void error(SAXParseException e) throws SAXParseException {
                throw e;
            }

            @Override
            public void fatalError(SAXParseException e) throws SAXParseException {
                throw e;
            }
        });
        return new SvgDocument(builder.parse(new ByteArrayInputStream(xml)).getDocumentElement());
    }

    public Element root() {
        return elements.get(0);
    }

    public List<Element> elements(String name) {
        return elements.stream()
                .filter(element -> element.getTagName().equals(name))
                .toList();
    }

    /** What all text elements hold. */
    public List<String> texts() {
        return elements("text").stream().map(Element::getTextContent).toList();
    }

    /** The text of the picture as one string, lines separated by spaces. */
    public String text() {
        return String.join(" ", texts());
    }

    public TreeSet<String> elementNames() {
        var names = new TreeSet<String>();
        elements.forEach(element -> names.add(element.getTagName()));
        return names;
    }

    public TreeSet<String> attributeNames() {
        var names = new TreeSet<String>();
        for (var element : elements) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                names.add(element.getAttributes().item(i).getNodeName());
            }
        }
        return names;
    }
}
