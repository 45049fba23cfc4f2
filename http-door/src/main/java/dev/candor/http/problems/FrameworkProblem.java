package dev.candor.http.problems;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;

/** What the framework finds wrong with a request, in words: what was expected, and what to do where that is not plain. */
final class FrameworkProblem {
    private FrameworkProblem() {}

    /** @return plain text; of the caller's it repeats at most the name of a documented parameter */
    static String detailOf(Exception failure, int status) {
        return switch (failure) {
            case MissingServletRequestParameterException missing ->
                "Expected the parameter %s, found none.".formatted(missing.getParameterName());
            case TypeMismatchException mismatch
            when mismatch.getPropertyName() != null ->
                "Expected %s to be %s, found something else."
                        .formatted(mismatch.getPropertyName(), form(mismatch.getRequiredType()));
            case HttpRequestMethodNotSupportedException method ->
                "Expected %s on this path, found another method.".formatted(methods(method));
            case HttpMediaTypeException media
            when !media.getSupportedMediaTypes().isEmpty() ->
                "Expected %s, found another media type.".formatted(mediaTypes(media));
            default -> ProblemText.detailOf(status);
        };
    }

    private static String form(@Nullable Class<?> type) {
        if (type == null) {
            return "of the documented form";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(" or "));
        }
        return type == boolean.class || type == Boolean.class
                ? "true or false"
                : "a %s".formatted(Number.class.isAssignableFrom(type) || type.isPrimitive() ? "number" : "value")
                        + " of the documented form";
    }

    private static String methods(HttpRequestMethodNotSupportedException failure) {
        String[] supported = failure.getSupportedMethods();
        return supported == null
                ? "a method of /v3/api-docs"
                : String.join(" or ", supported).toUpperCase(Locale.ROOT);
    }

    private static String mediaTypes(HttpMediaTypeException failure) {
        return failure.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .collect(Collectors.joining(" or "));
    }
}
