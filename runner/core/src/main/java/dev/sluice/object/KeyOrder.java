package dev.sluice.object;

import java.util.Comparator;

/**
 * The order in which go-yaml v2 writes the keys of a mapping: letters after all else, runs of digits by their value.
 * Source of the rule: {@code keyList.Less} in {@code sorter.go} of {@code go.yaml.in/yaml/v2}.
 *
 * <p>The rule is followed to its overflow of 64 bits in long runs of digits, where it is no total order any more: do
 * not hand this comparator to a sort that checks for one.
 */
final class KeyOrder implements Comparator<String> {

    @Override
    public int compare(String left, String right) {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                boolean insidePair = i > 0 && Character.isHighSurrogate(left.charAt(i - 1));
                return compareAt(left, right, insidePair ? i - 1 : i);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int compareAt(String left, String right, int index) {
        int leftPoint = left.codePointAt(index);
        int rightPoint = right.codePointAt(index);
        boolean leftIsLetter = Character.isLetter(leftPoint);
        boolean rightIsLetter = Character.isLetter(rightPoint);
        if (leftIsLetter && rightIsLetter) {
            return Integer.compare(leftPoint, rightPoint);
        }
        if (leftIsLetter || rightIsLetter) {
            return rightIsLetter ? -1 : 1;
        }
        return compareNumbers(left, right, index);
    }

    private static int compareNumbers(String left, String right, int index) {
        boolean zero = left.charAt(index) == '0' || right.charAt(index) == '0';
        long start = zero && followsSignificantDigit(left, index) ? 1 : 0;
        int leftEnd = endOfDigits(left, index);
        int rightEnd = endOfDigits(right, index);
        long leftNumber = number(left, index, leftEnd, start);
        long rightNumber = number(right, index, rightEnd, start);
        if (leftNumber != rightNumber) {
            return Long.compare(leftNumber, rightNumber);
        }
        int leftDigits = left.codePointCount(index, leftEnd);
        int rightDigits = right.codePointCount(index, rightEnd);
        if (leftDigits != rightDigits) {
            return Integer.compare(leftDigits, rightDigits);
        }
        return Integer.compare(left.codePointAt(index), right.codePointAt(index));
    }

    private static boolean followsSignificantDigit(String text, int index) {
        int i = index;
        while (i > 0) {
            int point = text.codePointBefore(i);
            if (!Character.isDigit(point)) {
                return false;
            }
            if (point != '0') {
                return true;
            }
            i -= Character.charCount(point);
        }
        return false;
    }

    private static int endOfDigits(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isDigit(text.codePointAt(i))) {
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    private static long number(String text, int from, int to, long start) {
        long number = start;
        for (int i = from; i < to; i += Character.charCount(text.codePointAt(i))) {
            number = number * 10 + (text.codePointAt(i) - '0');
        }
        return number;
    }
}
