package io.jenkins.plugins.intoto.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTextTest {
    @Test
    void linesAndCommasSeparate() {
        assertThat(ListText.entries("one, two\r\nthree\nfour")).containsExactly("one", "two", "three", "four");
    }

    @Test
    void anEntryMayHaveSpacesInside() {
        assertThat(ListText.entries(" unit tests \n")).containsExactly("unit tests");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", ",,", "\r\n , \n"})
    void nothingButSeparatorsIsTheEmptyList(String text) {
        assertThat(ListText.entries(text)).isEmpty();
    }
}
