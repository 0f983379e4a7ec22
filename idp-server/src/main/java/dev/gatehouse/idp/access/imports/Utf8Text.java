package dev.gatehouse.idp.access.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8, with or without a byte order mark, read strictly and never further than to the end of a line. So whoever reads
 * lines from it meets what is wrong with one when they reach it, and has read all before.
 */
final class Utf8Text extends Reader {

    /** The most bytes of one line, record or item. */
    static final int LINE_LIMIT = 64 * 1024;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream source;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer bytes = ByteBuffer.allocate(16 * 1024).limit(0);
    private boolean ended;
    private boolean begun;
    private int sinceRestart;
    private long linesRead;

    Utf8Text(InputStream source) {
        this.source = source;
    }

    /** The next line, record or item begins: {@link #LINE_LIMIT} counts from here. */
    void restart() {
        sinceRestart = 0;
    }

    /** How many bytes have been read since. */
    int sinceRestart() {
        return sinceRestart;
    }

    /** How many line breaks have been read. */
    long linesRead() {
        return linesRead;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (!begun) {
            skipByteOrderMark();
        }
        CharBuffer chars = CharBuffer.wrap(target, offset, length);
        while (true) {
            if (!bytes.hasRemaining() && !fill()) {
                return -1;
            }
            int before = bytes.position();
            boolean wasMalformed = decodeToLineEnd(chars);
            sinceRestart += bytes.position() - before;
            int read = chars.position() - offset;
            if (sinceRestart > LINE_LIMIT) {
                throw new ReadingStopped("line-too-long", "A line has at most " + LINE_LIMIT + " bytes");
            }
            if (read > 0 || length == 0) {
                return read;
            }
            if (wasMalformed || !fill()) {
                throw new ReadingStopped("malformed-utf-8", "This is not UTF-8");
            }
        }
    }

    /** Whether it came upon what is no character, though a whole line or all was there. */
    private boolean decodeToLineEnd(CharBuffer chars) {
        int end = bytes.limit();
        int lineEnd = lineEnd();
        bytes.limit(lineEnd);
        CoderResult result = decoder.reset().decode(bytes, chars, false);
        bytes.limit(end);
        boolean isLine = lineEnd > 0 && bytes.get(lineEnd - 1) == '\n';
        if (isLine && bytes.position() == lineEnd) {
            linesRead++;
        }
        return result.isError() || (result.isUnderflow() && bytes.position() < lineEnd && (isLine || ended));
    }

    private int lineEnd() {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            if (bytes.get(i) == '\n') {
                return i + 1;
            }
        }
        return bytes.limit();
    }

    private void skipByteOrderMark() throws IOException {
        begun = true;
        while (bytes.remaining() < BYTE_ORDER_MARK.length && fill()) {
            // Bytes may come one by one.
        }
        if (bytes.remaining() >= BYTE_ORDER_MARK.length
                && bytes.slice(bytes.position(), BYTE_ORDER_MARK.length).equals(ByteBuffer.wrap(BYTE_ORDER_MARK))) {
            bytes.position(bytes.position() + BYTE_ORDER_MARK.length);
        }
    }

    /** Reads on behind what is not decoded yet; false at the end. */
    private boolean fill() throws IOException {
        bytes.compact();
        try {
            int read = ended ? -1 : source.read(bytes.array(), bytes.position(), bytes.remaining());
            ended = read < 0;
            bytes.position(bytes.position() + Math.max(read, 0));
            return read > 0;
        } finally {
            bytes.flip();
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
