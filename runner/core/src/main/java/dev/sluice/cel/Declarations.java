package dev.sluice.cel;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;
import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.BYTES;
import static dev.cel.common.types.SimpleType.DURATION;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelVarDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.types.TypeType;
import java.util.ArrayList;
import java.util.List;

/** What the type checker has to know of the extensions of Flux's environment, whose functions it has no words for. */
final class Declarations {

    private static final CelType ANY = TypeParamType.create("V");
    private static final CelType KEY = TypeParamType.create("K");
    private static final CelType LIST = ListType.create(ANY);
    private static final CelType MAP = MapType.create(KEY, ANY);
    private static final CelType OPTIONAL = OptionalType.create(ANY);
    private static final CelType TEXTS = ListType.create(STRING);

    private Declarations() {}

    static List<CelVarDecl> types() {
        return List.of(
                CelVarDecl.newVarDeclaration(OptionalType.NAME, TypeType.create(OPTIONAL)),
                CelVarDecl.newVarDeclaration("google.protobuf.Duration", TypeType.create(DURATION)),
                CelVarDecl.newVarDeclaration("google.protobuf.Timestamp", TypeType.create(TIMESTAMP)));
    }

    static List<CelFunctionDecl> functions() {
        var functions = new ArrayList<CelFunctionDecl>();
        functions.addAll(texts());
        functions.addAll(optionals());
        for (String name : List.of("contains", "equivalent", "intersects")) {
            functions.add(newFunctionDeclaration(
                    "sets." + name, newGlobalOverload("list_sets_" + name + "_list", BOOL, LIST, LIST)));
        }
        functions.add(newFunctionDeclaration("base64.encode", newGlobalOverload("base64_encode_bytes", STRING, BYTES)));
        functions.add(
                newFunctionDeclaration("base64.decode", newGlobalOverload("base64_decode_string", BYTES, STRING)));
        return functions;
    }

    private static List<CelFunctionDecl> texts() {
        return List.of(
                method("charAt", member(STRING, STRING, INT)),
                method("indexOf", member(INT, STRING, STRING), member(INT, STRING, STRING, INT)),
                method("lastIndexOf", member(INT, STRING, STRING), member(INT, STRING, STRING, INT)),
                method("lowerAscii", member(STRING, STRING)),
                method("upperAscii", member(STRING, STRING)),
                method("trim", member(STRING, STRING)),
                method("reverse", member(STRING, STRING)),
                method("replace", member(STRING, STRING, STRING, STRING), member(STRING, STRING, STRING, STRING, INT)),
                method("split", member(TEXTS, STRING, STRING), member(TEXTS, STRING, STRING, INT)),
                method("substring", member(STRING, STRING, INT), member(STRING, STRING, INT, INT)),
                method("join", member(STRING, TEXTS), member(STRING, TEXTS, STRING)),
                method("format", member(STRING, STRING, ListType.create(DYN))),
                newFunctionDeclaration("strings.quote", newGlobalOverload("strings_quote", STRING, STRING)));
    }

    private static List<CelFunctionDecl> optionals() {
        CelType optionalList = OptionalType.create(LIST);
        CelType optionalMap = OptionalType.create(MAP);
        CelType optionals = ListType.create(OPTIONAL);
        return List.of(
                newFunctionDeclaration("optional.of", newGlobalOverload("optional_of", OPTIONAL, ANY)),
                newFunctionDeclaration(
                        "optional.ofNonZeroValue", newGlobalOverload("optional_ofNonZeroValue", OPTIONAL, ANY)),
                newFunctionDeclaration("optional.none", newGlobalOverload("optional_none", OPTIONAL)),
                newFunctionDeclaration("optional.unwrap", newGlobalOverload("optional_unwrap", LIST, optionals)),
                method("unwrapOpt", member(LIST, optionals)),
                method("value", member(ANY, OPTIONAL)),
                method("hasValue", member(BOOL, OPTIONAL)),
                method("or", member(OPTIONAL, OPTIONAL, OPTIONAL)),
                method("orValue", member(ANY, OPTIONAL, ANY)),
                method("first", member(OPTIONAL, LIST)),
                method("last", member(OPTIONAL, LIST)),
                newFunctionDeclaration("_?._", newGlobalOverload("select_optional_field", OPTIONAL, DYN, STRING)),
                newFunctionDeclaration(
                        "_[?_]",
                        newGlobalOverload("list_optindex_optional_int", OPTIONAL, LIST, INT),
                        newGlobalOverload("optional_list_optindex_optional_int", OPTIONAL, optionalList, INT),
                        newGlobalOverload("map_optindex_optional_value", OPTIONAL, MAP, KEY),
                        newGlobalOverload("optional_map_optindex_optional_value", OPTIONAL, optionalMap, KEY)),
                newFunctionDeclaration(
                        "_[_]",
                        newGlobalOverload("optional_list_index_int", OPTIONAL, optionalList, INT),
                        newGlobalOverload("optional_map_index_value", OPTIONAL, optionalMap, KEY)));
    }

    /** A method's signature: its result, what it is called on, its arguments. */
    private record Signature(CelType result, List<CelType> arguments) {}

    private static Signature member(CelType result, CelType... arguments) {
        return new Signature(result, List.of(arguments));
    }

    private static CelFunctionDecl method(String name, Signature... signatures) {
        var overloads = new ArrayList<CelOverloadDecl>();
        for (Signature signature : signatures) {
            overloads.add(newMemberOverload(
                    name + "_" + signature.arguments().size(), signature.result(), signature.arguments()));
        }
        return newFunctionDeclaration(name, overloads);
    }
}
