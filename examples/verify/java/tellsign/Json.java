package tellsign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads vector files, which are ordinary JSON and written by us; tokens are read by {@link Canonical}. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Map<?, ?> parse(String text) {
        return (Map<?, ?>) new Json(text).value();
    }

    private Object value() {
        blank();
        switch (text.charAt(at)) {
            case '{' -> {
                Map<String, Object> members = new LinkedHashMap<>();
                for (at++; !ends('}'); ) {
                    String key = (String) value();
                    blank();
                    at++;
                    members.put(key, value());
                }
                return members;
            }
            case '[' -> {
                List<Object> items = new ArrayList<>();
                for (at++; !ends(']'); ) items.add(value());
                return items;
            }
            case '"' -> {
                return string();
            }
            default -> {
                return word();
            }
        }
    }

    /** Also steps over the comma before the next one. */
    private boolean ends(char mark) {
        blank();
        if (text.charAt(at) == ',') at++;
        else if (text.charAt(at) == mark) {
            at++;
            return true;
        }
        return false;
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            if (text.charAt(at) != '\\') {
                string.append(text.charAt(at));
                continue;
            }
            char escape = text.charAt(++at);
            int place = "bfnrt".indexOf(escape);
            if (place >= 0) string.append("\b\f\n\r\t".charAt(place));
            else if (escape != 'u') string.append(escape);
            else {
                string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                at += 4;
            }
        }
        at++;
        return string.toString();
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) at++;
        String word = text.substring(start, at);
        return switch (word) {
            case "null" -> null;
            case "true", "false" -> Boolean.valueOf(word);
            default -> word.matches("-?[0-9]+") ? (Object) Long.valueOf(word) : (Object) Double.valueOf(word);
        };
    }

    private void blank() {
        while (Character.isWhitespace(text.charAt(at))) at++;
    }
}
