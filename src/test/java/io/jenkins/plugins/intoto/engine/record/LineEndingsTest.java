package io.jenkins.plugins.intoto.engine.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;

class LineEndingsTest {

    @Property
    void everyLineEndingBecomesALineFeedWhereverTheStreamIsCut(
            @ForAll @Chars({'\r', '\n'}) @CharRange(from = 'a', to = 'b') String text,
            @ForAll @IntRange(min = 1, max = 5) int pieceLength) {
        var lineEndings = new LineEndings();
        var normalized = new ByteArrayOutputStream();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from < bytes.length; from += pieceLength) {
            byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + pieceLength));
            normalized.write(piece, 0, lineEndings.normalize(piece, piece.length));
        }
        assertThat(normalized.toString(StandardCharsets.US_ASCII))
                .isEqualTo(text.replace("\r\n", "\n").replace('\r', '\n'));
    }
}
