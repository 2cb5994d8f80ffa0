package keras4j;

import java.nio.charset.Charset;
import keras4j.core.Printable;

/** Standard output: whether a person is watching, and what characters it can show. */
final class Terminal {
    private static final String DRAWN = "┏┳┓┡╇┩├┼┤└┴┘━─┃│…";
    private static final String PLAIN = "++++++++++++--||.";

    private Terminal() {}

    /** Whether standard output is a terminal, as far as Java can tell. */
    static boolean isInteractive() {
        return System.console() != null;
    }

    /** Prints at once; where lines cannot be drawn, with ASCII characters instead of them. Nothing in the text is a command. */
    static void print(String text) {
        String lines = Printable.lines(text);
        System.out.print(canDraw() ? lines : plain(lines));
        System.out.flush();
    }

    private static boolean canDraw() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        Charset charset = name == null || !Charset.isSupported(name) ? Charset.defaultCharset() : Charset.forName(name);
        return charset.newEncoder().canEncode(DRAWN);
    }

    static String plain(String text) {
        String result = text;
        for (int i = 0; i < DRAWN.length(); i++) {
            result = result.replace(DRAWN.charAt(i), PLAIN.charAt(i));
        }
        return result;
    }
}
