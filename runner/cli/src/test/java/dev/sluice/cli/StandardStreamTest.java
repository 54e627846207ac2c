package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardStreamTest {

    @Test
    void writesUtf8() {
        var bytes = new ByteArrayOutputStream();

        StandardStream.of(bytes).print("grün\n");

        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("grün\n");
    }

    @Test
    void tellsAReaderThatHasGoneFromAFullDisk() {
        StandardStream pipe = StandardStream.of(failing("Broken pipe"));
        StandardStream disk = StandardStream.of(failing("No space left on device"));

        pipe.print("a");
        disk.print("a");

        assertThat(pipe.checkError()).isTrue();
        assertThat(pipe.isReaderGone()).isTrue();
        assertThat(disk.checkError()).isTrue();
        assertThat(disk.isReaderGone()).isFalse();
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
