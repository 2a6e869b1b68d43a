//! `#[derive(Read, Write)]`: the traits of the extension's `json` room.
//!
//! A type is read by one call a field, and anything that does not fit is `None`:
//! little code where every kilobyte counts.
//!
//! Attributes, all as `#[json(…)]`:
//! - on a type: `rename_all = "camelCase"` or `"PascalCase"`; `default`: a key
//!   that is absent has the value of the type's `Default`; `deny_unknown_fields`;
//! - on a field: `rename = "…"`; `alias = "…"`, a second name to read it by;
//!   `default`: absent stands for the field type's `Default`.
//!
//! An enum is its variant's name, or an object of one entry: the variant's name
//! and what it holds. `None` is not written; absent is read as `None`.

use proc_macro::TokenStream;
use proc_macro2::TokenStream as Tokens;
use quote::quote;
use syn::{
    Attribute, Data, DeriveInput, Error, Field, Fields, Ident, LitStr, Result, Variant,
    parse_macro_input, parse_quote,
};

/// How a type is read from a value.
#[proc_macro_derive(Read, attributes(json))]
pub fn read(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    implement(input, &quote!(Read), |input| {
        let options = Options::of(&input.attrs)?;
        let body = match &input.data {
            Data::Struct(data) => read_fields(&quote!(Self), &data.fields, &options)?,
            Data::Enum(data) => read_variants(data.variants.iter().collect(), &options)?,
            Data::Union(_) => return Err(Error::new_spanned(&input.ident, "no unions")),
        };
        Ok(quote! {
            fn read(value: ::serde_json::Value) -> ::core::option::Option<Self> { #body }
        })
    })
}

/// How a type is written as a value.
#[proc_macro_derive(Write, attributes(json))]
pub fn write(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    implement(input, &quote!(Write), |input| {
        let options = Options::of(&input.attrs)?;
        let body = match &input.data {
            Data::Struct(data) => {
                let (names, keys) = named(&data.fields, &options)?;
                quote!(crate::json::object(&[#((#keys, &self.#names)),*]))
            }
            Data::Enum(data) => {
                let arms: Vec<Tokens> = data
                    .variants
                    .iter()
                    .map(|variant| write_variant(variant, &options))
                    .collect::<Result<_>>()?;
                quote!(match self { #(#arms)* })
            }
            Data::Union(_) => return Err(Error::new_spanned(&input.ident, "no unions")),
        };
        Ok(quote! {
            fn write(&self) -> ::serde_json::Value { #body }
        })
    })
}

/// The whole implementation, or the error where it belongs.
fn implement(
    mut input: DeriveInput,
    of: &Tokens,
    body: impl Fn(&DeriveInput) -> Result<Tokens>,
) -> TokenStream {
    for parameter in input.generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(crate::json::#of));
    }
    let name = &input.ident;
    let (generics, types, limits) = input.generics.split_for_impl();
    match body(&input) {
        Ok(body) => {
            quote!(impl #generics crate::json::#of for #name #types #limits { #body }).into()
        }
        Err(error) => error.to_compile_error().into(),
    }
}

/// What the attributes of a type, a variant or a field say.
#[derive(Default)]
struct Options {
    rename_all: Option<String>,
    rename: Option<String>,
    alias: Option<String>,
    default: bool,
    deny_unknown_fields: bool,
}

impl Options {
    fn of(attributes: &[Attribute]) -> Result<Self> {
        let mut options = Options::default();
        for attribute in attributes.iter().filter(|one| one.path().is_ident("json")) {
            attribute.parse_nested_meta(|meta| {
                let text = || -> Result<_> { Ok(Some(meta.value()?.parse::<LitStr>()?.value())) };
                match meta.path.require_ident()?.to_string().as_str() {
                    "rename_all" => options.rename_all = text()?,
                    "rename" => options.rename = text()?,
                    "alias" => options.alias = text()?,
                    "default" => options.default = true,
                    "deny_unknown_fields" => options.deny_unknown_fields = true,
                    _ => return Err(meta.error("not an attribute of json")),
                }
                Ok(())
            })?;
        }
        Ok(options)
    }

    /// The name of a part of this type in JSON. Fields are written in
    /// `snake_case`, variants in `PascalCase`.
    fn name(&self, own: &Options, ident: &Ident) -> String {
        if let Some(name) = &own.rename {
            return name.clone();
        }
        let plain = ident.to_string();
        let plain = plain.trim_start_matches("r#");
        let Some(case) = &self.rename_all else {
            return plain.to_owned();
        };
        let words: String = plain.split('_').map(capital).collect();
        match case.as_str() {
            "camelCase" => {
                let head = words.chars().take(1).flat_map(char::to_lowercase);
                head.chain(words.chars().skip(1)).collect()
            }
            _ => words,
        }
    }
}

fn capital(word: &str) -> String {
    let head = word.chars().take(1).flat_map(char::to_uppercase);
    head.chain(word.chars().skip(1)).collect()
}

/// The fields' names, in Rust and in JSON.
fn named<'a>(fields: &'a Fields, options: &Options) -> Result<(Vec<&'a Ident>, Vec<String>)> {
    fields
        .iter()
        .map(|field| {
            let name = ident(field)?;
            Ok((name, options.name(&Options::of(&field.attrs)?, name)))
        })
        .collect::<Result<Vec<_>>>()
        .map(|both| both.into_iter().unzip())
}

fn ident(field: &Field) -> Result<&Ident> {
    let nameless = || Error::new_spanned(field, "a field needs a name");
    field.ident.as_ref().ok_or_else(nameless)
}

/// Reads `value` as the fields of `name`.
fn read_fields(name: &Tokens, fields: &Fields, options: &Options) -> Result<Tokens> {
    let mut reads = Vec::new();
    for field in fields {
        let own = Options::of(&field.attrs)?;
        let ident = ident(field)?;
        let key = options.name(&own, ident);
        let alias = own.alias.iter();
        let value = quote!(parts.find(&[#key #(, #alias)*]));
        let read = if options.default {
            quote!(crate::json::read_or(#value, default.#ident)?)
        } else if own.default {
            quote!(crate::json::read_or_default(#value)?)
        } else {
            quote!(crate::json::read_part(#value)?)
        };
        reads.push(quote!(#ident: #read));
    }
    let default = options
        .default
        .then(|| quote!(let default = <Self as ::core::default::Default>::default();));
    let end = if options.deny_unknown_fields {
        quote!(parts.is_empty().then_some(read))
    } else {
        quote!(::core::option::Option::Some(read))
    };
    Ok(quote! {
        let mut parts = crate::json::Parts::of(value)?;
        #default
        let read = #name { #(#reads),* };
        #end
    })
}

fn read_variants(variants: Vec<&Variant>, options: &Options) -> Result<Tokens> {
    let keys = variants
        .iter()
        .map(|variant| Ok(options.name(&Options::of(&variant.attrs)?, &variant.ident)))
        .collect::<Result<Vec<_>>>()?;
    if variants.iter().all(|variant| variant.fields.is_empty()) {
        let names = variants.iter().map(|variant| &variant.ident);
        return Ok(quote!(crate::json::one_of(&value, &[#((#keys, Self::#names)),*])));
    }
    let mut arms = Vec::new();
    for (variant, key) in variants.iter().zip(keys) {
        let name = &variant.ident;
        let read = match &variant.fields {
            Fields::Unit => quote!(value.is_null().then_some(Self::#name)),
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
                quote!(crate::json::Read::read(value).map(Self::#name))
            }
            fields => read_fields(&quote!(Self::#name), fields, &Options::of(&variant.attrs)?)?,
        };
        arms.push(quote!(#key => { #read }));
    }
    Ok(quote! {
        let (name, value) = crate::json::variant(value)?;
        match name.as_str() {
            #(#arms)*
            _ => ::core::option::Option::None,
        }
    })
}

fn write_variant(variant: &Variant, options: &Options) -> Result<Tokens> {
    let own = Options::of(&variant.attrs)?;
    let key = options.name(&own, &variant.ident);
    let name = &variant.ident;
    Ok(match &variant.fields {
        Fields::Unit => quote!(Self::#name => crate::json::Write::write(#key),),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            quote!(Self::#name(held) => crate::json::object(&[(#key, held)]),)
        }
        fields => {
            let (names, keys) = named(fields, &own)?;
            quote! {
                Self::#name { #(#names),* } => {
                    let held = crate::json::object(&[#((#keys, #names)),*]);
                    crate::json::object(&[(#key, &held)])
                }
            }
        }
    })
}
