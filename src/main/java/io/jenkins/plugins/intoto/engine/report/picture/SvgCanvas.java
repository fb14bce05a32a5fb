package io.jenkins.plugins.intoto.engine.report.picture;

import io.jenkins.plugins.intoto.engine.report.picture.TextMetrics.Font;
import java.util.ArrayList;
import java.util.List;

/** Draws the shapes that pictures consist of. Colours are presentation attributes, with classes beside them. */
public final class SvgCanvas {
    /** The radius of symbols. */
    public static final int SYMBOL = 8;

    /** The length of the heads of arrows. */
    static final int ARROW_LENGTH = 9;

    private static final int CORNER = 6;
    private static final int ARROW_HALF_WIDTH = 5;

    private final SvgWriter xml;
    private final int dx;
    private final int dy;

    private SvgCanvas(SvgWriter xml, int dx, int dy) {
        this.xml = xml;
        this.dx = dx;
        this.dy = dy;
    }

    /**
     * @param xml where the shapes are written
     */
    public SvgCanvas(SvgWriter xml) {
        this(xml, 0, 0);
    }

    /** A place in a picture. */
    record Point(int x, int y) {}

    /** How a line looks. */
    public record Stroke(Colour colour, int width, String dashes) {
        /** A line without gaps. */
        public static Stroke solid(Colour colour, int width) {
            return new Stroke(colour, width, "");
        }
    }

    /** This canvas with its origin moved. */
    public SvgCanvas movedBy(int x, int y) {
        return new SvgCanvas(xml, dx + x, dy + y);
    }

    /** Begins a group of shapes with a title, which viewers show when they are pointed at. */
    void beginGroup(String title) {
        xml.begin("g").begin("title").text(title).end();
    }

    void endGroup() {
        xml.end();
    }

    /** A rectangle with round corners. */
    public void area(int x, int y, int width, int height, int radius, Colour fill, Stroke stroke) {
        var attributes = new ArrayList<Object>(List.of("x", x + dx, "y", y + dy, "width", width, "height", height));
        attributes.addAll(List.of("rx", radius, "fill", fill.light()));
        add(attributes, stroke, fill.fillClass() + " ");
        xml.element("rect", attributes.toArray());
    }

    /** A line of text that begins at a place. */
    public void text(int x, int baseline, String text, Font font, Colour colour) {
        text(x, baseline, text, font, colour, "start");
    }

    /** A line of text with its middle at a place. */
    void centredText(int x, int baseline, String text, Font font, Colour colour) {
        text(x, baseline, text, font, colour, "middle");
    }

    private void text(int x, int baseline, String text, Font font, Colour colour, String anchor) {
        var attributes = new ArrayList<Object>(List.of("x", x + dx, "y", baseline + dy, "font-size", font.size()));
        attributes.addAll(List.of("fill", colour.light(), "class", colour.fillClass()));
        if (font.bold()) {
            attributes.addAll(List.of("font-weight", 600));
        }
        if (!anchor.equals("start")) {
            attributes.addAll(List.of("text-anchor", anchor));
        }
        if (TextMetrics.isUncertain(text)) {
            attributes.addAll(List.of("textLength", TextMetrics.width(text, font), "lengthAdjust", "spacingAndGlyphs"));
        }
        xml.begin("text", attributes.toArray()).text(text).end();
    }

    /** A line of vertical and horizontal pieces with rounded corners and an arrow head at its end, which points right. */
    void arrow(List<Point> points, Stroke stroke) {
        var end = points.get(points.size() - 1);
        var path = new StringBuilder("M" + at(points.get(0), 0, 0));
        for (int i = 1; i < points.size() - 1; i++) {
            var corner = points.get(i);
            path.append(" L").append(towards(corner, points.get(i - 1)));
            path.append(" Q").append(at(corner, 0, 0));
            path.append(" ").append(towards(corner, points.get(i + 1)));
        }
        path.append(" L").append(at(end, -ARROW_LENGTH + 1, 0));
        path(path.toString(), stroke);
        xml.element(
                "path",
                "d",
                "M" + at(end, 0, 0) + " L" + at(end, -ARROW_LENGTH, -ARROW_HALF_WIDTH) + " L"
                        + at(end, -ARROW_LENGTH, ARROW_HALF_WIDTH) + " Z",
                "fill",
                stroke.colour().light(),
                "class",
                stroke.colour().fillClass());
    }

    /** The place on the way from a corner to the next point where the corner's rounding begins. */
    private String towards(Point corner, Point next) {
        int x = Integer.compare(next.x(), corner.x()) * Math.min(CORNER, Math.abs(next.x() - corner.x()) / 2);
        int y = Integer.compare(next.y(), corner.y()) * Math.min(CORNER, Math.abs(next.y() - corner.y()) / 2);
        return at(corner, x, y);
    }

    /** The symbol of a tone around a place. */
    public void symbol(int x, int y, Tone tone) {
        var centre = new Point(x, y);
        xml.element(
                "circle",
                "cx",
                x + dx,
                "cy",
                y + dy,
                "r",
                SYMBOL,
                "fill",
                tone.strong().light(),
                "class",
                tone.strong().fillClass());
        var white = Stroke.solid(Colour.PAPER, 2);
        switch (tone) {
            case GOOD -> path("M" + at(centre, -4, 0) + " L" + at(centre, -1, 3) + " L" + at(centre, 4, -3), white);
            case BAD ->
                path(
                        "M" + at(centre, -3, -3) + " L" + at(centre, 3, 3) + " M" + at(centre, 3, -3) + " L"
                                + at(centre, -3, 3),
                        white);
            case CAUTION ->
                path(
                        "M" + at(centre, 0, -4) + " L" + at(centre, 0, 1) + " M" + at(centre, 0, 4) + " L"
                                + at(centre, 0, 4),
                        white);
            case UNKNOWN ->
                path(
                        "M" + at(centre, -3, -2) + " Q" + at(centre, -2, -5) + " " + at(centre, 0, -5) + " Q"
                                + at(centre, 3, -5) + " " + at(centre, 3, -2) + " Q" + at(centre, 3, 0) + " "
                                + at(centre, 0, 1) + " M" + at(centre, 0, 4) + " L" + at(centre, 0, 4),
                        white);
        }
    }

    /** A small cross of the colour of what is wrong, to stand beside a line of text. */
    void cross(int x, int y) {
        var centre = new Point(x, y);
        path(
                "M" + at(centre, -3, -3) + " L" + at(centre, 3, 3) + " M" + at(centre, 3, -3) + " L"
                        + at(centre, -3, 3),
                Stroke.solid(Tone.BAD.strong(), 2));
    }

    private void path(String d, Stroke stroke) {
        var attributes = new ArrayList<Object>(List.of("d", d, "fill", "none"));
        add(attributes, stroke, "");
        attributes.addAll(List.of("stroke-linecap", "round", "stroke-linejoin", "round"));
        xml.element("path", attributes.toArray());
    }

    private static void add(List<Object> attributes, Stroke stroke, String classes) {
        attributes.addAll(List.of(
                "stroke",
                stroke.colour().light(),
                "stroke-width",
                stroke.width(),
                "class",
                classes + stroke.colour().strokeClass()));
        if (!stroke.dashes().isEmpty()) {
            attributes.addAll(List.of("stroke-dasharray", stroke.dashes()));
        }
    }

    private String at(Point point, int x, int y) {
        return (point.x() + dx + x) + " " + (point.y() + dy + y);
    }
}
